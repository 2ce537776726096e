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
  join public.orders_inbox as o on o.id = c.order_inbox_id and o.status = 'uploaded'
  cross join lateral (select nullif(btrim(o.shipstation_order_id), '') as other_id) as h
  -- An id of another order stands in the way only as long as ShipStation knows it: that is asked first.
  cross join lateral shipkeeper.why_not_linked(w.cycle_id, c.order_inbox_id, c.units_in_shipstation, h.other_id) as y
  where w.cycle_id = p_cycle and w.mode = 'full' and w.is_account_proven and y.reason is null
    and (h.other_id is null or h.other_id ~ '^[1-9][0-9]{0,18}$' and h.other_id is not distinct from c.other_shipstation_order_id)
    and not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = h.other_id)
  order by c.next_attempt_at, c.shipstation_order_id
  limit 1
$$;
comment on function shipkeeper.next_number_to_link(bigint) is
'The next conflict that could be resolved by linking if ShipStation has the number once, and does not know the id that the header has; '
'null where there is none.';
revoke all on function shipkeeper.next_number_to_link(bigint) from public;
