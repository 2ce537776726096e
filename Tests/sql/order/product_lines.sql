-- The lines of an order as they are stored.
begin;
\ir ../prelude.psql
select plan(25);

insert into public.sku_lot (sku, lot) values ('17612', '250300');
-- Of each item: sku, sku_lot, quantity and cents, or nothing where it is not stored.
create function play.stored(p_item jsonb) returns text language sql as $$
  select string_agg(
    concat_ws('|', l.sku, coalesce(l.sku_lot, ''), l.quantity, coalesce(l.unit_price_cents::text, 'null')), ' '
  )
  from shipkeeper.lay_out(jsonb_build_array(jsonb_build_object(
    'orderId', 1, 'orderStatus', 'shipped', 'items', jsonb_build_array(p_item)
  ))) as o
  cross join lateral unnest(o.lines) as l
$$;
select is(play.stored(play.item('17612', 2, 19.99)), '17612||2|1999', '19.99 is 1999 cents');
select is(play.stored(play.item('A', 1, 0.005)), 'A||1|1', 'half a cent is rounded up');
select is(play.stored(play.item('A', 1, 0.004)), 'A||1|0', 'less than half is rounded down');
select is(play.stored(play.item('A', 1, 1.005)), 'A||1|101', 'what a float would round wrongly');
select is(play.stored(play.item('A', 1, -5)), 'A||1|-500', 'a negative price with a SKU');
select is(play.stored(play.item('A', 1, 0)), 'A||1|0', 'a price of nothing');
select is(play.stored(play.item('A', 1, null)), 'A||1|null', 'no price');
select is(play.stored(play.item('A', 1, 1, '{"unitPrice": 1e2}')), 'A||1|10000', 'a price with an exponent');
select is(play.stored(play.item('A', 1, 1, '{"quantity": 2.0}')), 'A||2|100', 'a quantity with a point');
select is(
  play.stored(play.item('17612 - 250300')), '17612|17612 - 250300|1|1000', 'base SKU, and the full text as sku_lot'
);
select is(play.stored(play.item('17612-250301')), '17612|17612-250301|1|1000', 'as it was written');
select is(
  play.stored(play.item('17612 - Special Edition')), '17612 - Special Edition||1|1000',
  'a text that only looks like it stays whole'
);
select is(play.stored(play.item('SUB - LG - S')), 'SUB - LG - S||1|1000', 'so does another');
select is(play.stored(play.item('BUNDLE-001')), 'BUNDLE-001||1|1000', 'and another');
select is(play.stored(play.item(U&'\00A0 A B ')), 'A B||1|1000', 'blanks around a SKU are trimmed');
select is(
  play.stored(play.item(s)), 'NO-SKU||1|1000', 'no SKU: the placeholder'
) from unnest(array[null, '', '  ']) as s;
update shipkeeper.settings set placeholder_sku = '?';
select is(play.stored(play.item(null)), '?||1|1000', 'which is a setting');
select is(play.stored(play.item('A', 0)), null, 'a quantity of 0 is not stored');
select is(play.stored(play.item('A', 1, -5, '{"adjustment": true}')), null, 'nor an adjustment');
select is(play.stored(play.item('A', 1, -5, '{"lineItemKey": "DISCOUNT"}')), null, 'nor a discount');
select is(play.stored(play.item('', 1, -5)), null, 'nor a negative price without a SKU');
select results_eq(
  $$
  select l.place, l.order_item_id, l.line_item_key, l.sku, l.name
  from shipkeeper.lay_out('[{"orderId": 1, "orderStatus": "shipped", "items": [
    {"orderItemId": 4000000000001, "lineItemKey": "k1", "sku": "B", "name": "Thing B", "quantity": 1},
    {"orderItemId": 4000000000002, "sku": "C", "quantity": 0},
    {"orderItemId": 4000000000003, "lineItemKey": null, "sku": "A", "quantity": 1}]}]') as o, unnest(o.lines) as l
  $$,
  $$ values (1::bigint, 4000000000001, 'k1', 'B', 'Thing B'), (3, 4000000000003, null, 'A', null) $$,
  'ShipStation''s order, its ids, its names'
);
select is((select lines from shipkeeper.lay_out('[{"orderId": 1, "orderStatus": "shipped", "items": []}]')), '{}', 'no items, no lines');

select * from finish();
rollback;
