create or replace function shipkeeper.lock_orders(p_orders shipkeeper.decided_order[])
returns bigint[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_id bigint;
  v_locked bigint[] := array[]::bigint[];
  v_lines bigint[] := array[]::bigint[];
begin
  -- Never waits: who holds a header (or inserts a line, which takes KEY SHARE on it) is at work on that order.
  for v_id in
    select o.id::bigint
    from public.orders_inbox as o
    where o.id = any(array(select d.order_inbox_id from unnest(p_orders) as d))
    order by o.id
    for update skip locked
  loop
    v_locked := v_locked || v_id;
  end loop;
  if not exists (select from unnest(p_orders) as d where d.action = 'update') then
    return v_locked;
  end if;
  -- Nor for whoever changes a line without touching the header: he would wait for the header next.
  for v_id in
    select i.id::bigint from public.order_items_inbox as i where i.order_inbox_id = any(v_locked) order by i.id for update skip locked
  loop
    v_lines := v_lines || v_id;
  end loop;
  return array(
    select l.id
    from unnest(v_locked) as l (id)
    where not exists (
      -- Hashed: of an order with thousands of lines an array would be read for each.
      select from public.order_items_inbox as i where i.order_inbox_id = l.id and i.id not in (select u.id from unnest(v_lines) as u (id))
    )
  );
end
$$;
comment on function shipkeeper.lock_orders(shipkeeper.decided_order[]) is
'Locks the headers of a batch in the order of their ids, and the lines of known orders; returns those that were free. Waits for nobody. '
'Locks: rows of orders_inbox and order_items_inbox, until the transaction ends.';
revoke all on function shipkeeper.lock_orders(shipkeeper.decided_order[]) from public;
