create or replace function shipkeeper.work_page(p_cycle bigint)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamptz := clock_timestamp();
  v_walk shipkeeper.sync_walk;
  v_order record;
  v_is_alone boolean;
  v_worked integer := 0;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  for v_order in
    select p.place, p.request_id, p.shipstation_order_id, p.content
    from shipkeeper.page_order as p
    where p.cycle_id = p_cycle and p.work_kind = 'sync'
    order by p.place
    limit 25
  loop
    -- An order that gets lines has its call for itself.
    v_is_alone := exists (
      select
      from public.orders_inbox as o
      where o.shipstation_order_id = v_order.shipstation_order_id
        and o.status not in ('shipped', 'cancelled')
        and not exists (select from public.order_items_inbox as i where i.order_inbox_id = o.id)
    );
    exit when v_is_alone and v_worked > 0;
    delete from shipkeeper.page_order as p
    where p.cycle_id = p_cycle and p.work_kind = 'sync' and p.place = v_order.place;
    perform shipkeeper.sync_order(p_cycle, v_order.request_id, v_order.shipstation_order_id, v_order.content);
    v_worked := v_worked + 1;
    -- What this transaction has locked it holds until it ends.
    exit when v_is_alone or clock_timestamp() > v_started + interval '20 milliseconds';
  end loop;

  if v_walk.page_orders is not null
    and not exists (select from shipkeeper.page_order as p where p.cycle_id = p_cycle and p.work_kind = 'sync')
  then
    perform shipkeeper.end_page(p_cycle);
    return true;
  end if;
  return v_worked > 0;
end
$$;
comment on function shipkeeper.work_page(bigint) is
'Works on the next orders of the page in hand: at most 25, for some 20 ms, a ghost alone; after the last one the page ends, at '
'once where it holds none. Returns whether there was anything to do. Writes: page_order, and what sync_order and end_page write.';
revoke all on function shipkeeper.work_page(bigint) from public;
