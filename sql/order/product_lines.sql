create or replace function shipkeeper.product_lines(p_order jsonb)
returns setof shipkeeper.product_line
language sql
stable
begin atomic
  select
    i.place,
    (i.item ->> 'orderItemId')::numeric::bigint,
    i.item ->> 'lineItemKey',
    coalesce(k.sku, s.placeholder_sku),
    k.sku_lot,
    i.item ->> 'name',
    (i.item ->> 'quantity')::numeric::integer,
    -- Through numeric, never through float: 19.99 is 1999 cents.
    round((i.item ->> 'unitPrice')::numeric * 100)::integer
  from jsonb_array_elements(p_order -> 'items') with ordinality as i (item, place)
  cross join shipkeeper.settings as s
  cross join lateral shipkeeper.parse_sku(i.item ->> 'sku') as k
  -- Of what is no product the quantity may be anything: it is not read.
  where case when shipkeeper.is_product_line(i.item) then (i.item ->> 'quantity')::numeric > 0 else false end
  order by i.place;
end;
comment on function shipkeeper.product_lines(jsonb) is
'The lines of an order as they are stored, in ShipStation''s order: products with a quantity, SKUs read by parse_sku, a missing SKU '
'as the placeholder, prices in cents. The order must have passed order_problem.';
revoke all on function shipkeeper.product_lines(jsonb) from public;
