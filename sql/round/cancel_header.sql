create or replace function shipkeeper.cancel_header(p_order_inbox_id bigint, p_shipstation_order_id text, p_reason text, p_cycle bigint)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- The header is locked already when a trigger of the shop has to wait for somebody.
set lock_timeout = '20ms'
as $$
declare
  v_order record;
  v_state text;
begin
  select o.order_number, o.status, o.shipstation_order_id, o.updated_at into v_order
  from public.orders_inbox as o
  where o.id = p_order_inbox_id
    and coalesce(shipkeeper.plain_id(o.shipstation_order_id), '') = coalesce(p_shipstation_order_id, '')
    and o.status not in ('shipped', 'cancelled')
  for update skip locked;
  if not found then
    return 'locked';
  elsif p_reason <> 'operator' and (
    shipkeeper.is_held_by_operator(p_order_inbox_id)
    or exists (
      select from shipkeeper.cancellation as c where c.order_inbox_id = p_order_inbox_id and c.undone_at is not null
    )
  ) then
    return 'a person has decided otherwise';
  end if;
  set local search_path = pg_catalog, public, pg_temp;
  update public.orders_inbox as o set status = 'cancelled', updated_at = shipkeeper.shop_now() where o.id = p_order_inbox_id;
  -- What the shop has deferred fails here, this order alone.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if not exists (select from public.orders_inbox as o where o.id = p_order_inbox_id and o.status = 'cancelled') then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
  values (
    p_order_inbox_id, v_order.order_number, coalesce(p_shipstation_order_id, ''), p_reason, v_order.status, clock_timestamp(), p_cycle
  );
  return null;
exception
  when query_canceled or assert_failure or others then
    get stacked diagnostics v_state = returned_sqlstate;
    return case when v_state = '55P03' then 'locked' else format('database failure %s', v_state) end;
end
$$;
comment on function shipkeeper.cancel_header(bigint, text, text, bigint) is
'Cancels an open order here under its lock, and keeps what it was: for the reason merged, gone or operator. Its lines stay. Returns '
'null, or why not: another program is at work on it or it is none of these any more (locked), an operator holds it or has undone its '
'cancellation before, or the shop refuses. Writes: orders_inbox, cancellation.';
revoke all on function shipkeeper.cancel_header(bigint, text, text, bigint) from public;
