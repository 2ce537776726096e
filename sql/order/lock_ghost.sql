create or replace function shipkeeper.lock_ghost(
  p_order_inbox_id bigint, p_shipstation_order_id text, out status text, out updated_at timestamp, out reason text
)
returns record
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_shipstation_order_id text;
begin
  -- Never waits: who holds the header (or inserts a line, which takes KEY SHARE on it) is at work on this order.
  select o.status, o.updated_at, o.shipstation_order_id into status, updated_at, v_shipstation_order_id
  from public.orders_inbox as o
  where o.id = p_order_inbox_id
  for update skip locked;
  if not found then
    reason := case
      when exists (select from public.orders_inbox as o where o.id = p_order_inbox_id) then 'locked' else 'order_gone'
    end;
    return;
  end if;

  -- A new statement, so a new snapshot: lines committed before the lock was had are seen.
  reason := case
    when v_shipstation_order_id is distinct from p_shipstation_order_id then 'shipstation_id_changed'
    when status in ('shipped', 'cancelled') then 'closed_meanwhile'
    when shipkeeper.is_held_by_operator(p_order_inbox_id) then 'held_by_operator'
    when exists (select from public.order_items_inbox as i where i.order_inbox_id = p_order_inbox_id) then 'has_lines'
    when shipkeeper.is_shared_id(p_shipstation_order_id) then 'shared_id'
  end;
end
$$;
comment on function shipkeeper.lock_ghost(bigint, text) is
'Locks the header of a ghost and looks again whether it is one. reason null: locked, and still a ghost with that ShipStation id; '
'else locked (by somebody else; not waited for), order_gone, shipstation_id_changed, closed_meanwhile, held_by_operator, has_lines or '
'shared_id (two headers carry the id). '
'Locks: the row of orders_inbox, until the transaction ends.';
revoke all on function shipkeeper.lock_ghost(bigint, text) from public;
