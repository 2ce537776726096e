create or replace function shipkeeper.next_number_to_link(p_cycle bigint)
returns shipkeeper.number_conflict
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select c.*
  from shipkeeper.sync_walk as w
  join shipkeeper.number_conflict as c on c.next_attempt_at <= clock_timestamp()
  -- Most are others for good: they cost no closer look.
  join public.orders_inbox as o on o.id = c.order_inbox_id and o.status = 'uploaded' and nullif(btrim(o.shipstation_order_id), '') is null
  cross join lateral shipkeeper.why_not_linked(w.cycle_id, c.order_inbox_id, c.units_in_shipstation) as y
  where w.cycle_id = p_cycle and w.mode = 'full' and w.is_account_proven and y.reason is null
  order by c.next_attempt_at, c.shipstation_order_id
  limit 1
$$;
comment on function shipkeeper.next_number_to_link(bigint) is
'The next conflict that could be resolved by linking if ShipStation has the number once; null where there is none.';
revoke all on function shipkeeper.next_number_to_link(bigint) from public;
