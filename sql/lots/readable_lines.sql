create or replace function shipkeeper.readable_lines(p_order jsonb)
returns table (place bigint, item jsonb)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select l.place, l.item
  from jsonb_array_elements(p_order -> 'items') with ordinality as l (item, place)
  -- Of what is no product the quantity may be anything: it is not read.
  where shipkeeper.item_problem(l.item) is null and shipkeeper.is_product_line(l.item)
$$;
comment on function shipkeeper.readable_lines(jsonb) is
'The lines of an order of ShipStation''s that are products and can be read, each with its place, from 1. The order must have passed '
'lot_order_problem.';
revoke all on function shipkeeper.readable_lines(jsonb) from public;
