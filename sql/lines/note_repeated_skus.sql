create or replace function shipkeeper.note_repeated_skus(p_orders shipkeeper.laid_order[])
returns setof shipkeeper.repeated_sku
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_orders = '{}' then
    return;
  end if;
  return query
  insert into shipkeeper.repeated_sku as r (
    shipstation_order_id, sku, order_number, lines, units, found_at, seen_at
  )
  -- An order that comes twice counts as it came last.
  select distinct on (o.shipstation_order_id, l.sku)
    o.shipstation_order_id, l.sku, left(coalesce(o.order_number, ''), 100), count(*), sum(l.quantity), clock_timestamp(), clock_timestamp()
  from unnest(p_orders) as o
  cross join lateral unnest(o.lines) as l
  group by o.place, o.shipstation_order_id, o.order_number, l.sku
  having count(*) > 1
  order by o.shipstation_order_id, l.sku, o.place desc
  on conflict (shipstation_order_id, sku) do update
    set
      order_number = excluded.order_number, lines = excluded.lines, units = excluded.units, seen_at = excluded.seen_at
  returning r.*;
end
$$;
comment on function shipkeeper.note_repeated_skus(shipkeeper.laid_order[]) is
'Keeps which SKUs stand on several lines of an order, and returns them. Writes: repeated_sku.';
revoke all on function shipkeeper.note_repeated_skus(shipkeeper.laid_order[]) from public;
