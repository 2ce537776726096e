create or replace function shipkeeper.note_repeated_skus(p_order jsonb)
returns setof shipkeeper.repeated_sku
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  insert into shipkeeper.repeated_sku as r (
    shipstation_order_id, sku, order_number, lines, units, found_at, seen_at
  )
  select
    trunc((p_order ->> 'orderId')::numeric)::text,
    l.sku,
    left(coalesce(p_order ->> 'orderNumber', ''), 100),
    count(*),
    sum(l.quantity),
    clock_timestamp(),
    clock_timestamp()
  from shipkeeper.product_lines(p_order) as l
  group by l.sku
  having count(*) > 1
  on conflict (shipstation_order_id, sku) do update
    set
      order_number = excluded.order_number, lines = excluded.lines, units = excluded.units, seen_at = excluded.seen_at
  returning r.*;
end
$$;
comment on function shipkeeper.note_repeated_skus(jsonb) is
'Keeps which SKUs stand on several lines of an order, and returns them. The order must have passed order_problem. '
'Writes: repeated_sku.';
revoke all on function shipkeeper.note_repeated_skus(jsonb) from public;
