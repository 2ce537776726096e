-- Which SKUs of an order are changed, into what, and which spellings are left alone.
begin;
\ir prelude.psql
select plan(74);

-- What becomes of one SKU, as `written > SKU to write` or the reason. The lots of SKU TWIN are both active.
insert into public.sku_lot (sku, lot, active) values
('TWIN', '1', 1), ('TWIN', '2', 1), ('GONE', '1', 0), ('NEW', '2', 1), ('NEW', '1', 0), ('SUB - LG', '5', 1),
('SUB', '1234', 1), ('MIX', 'A17', 1), ('MIX', '250300', 0), ('WHOLE', '2222', 1), ('WHOLE-1111', '9', 1),
('BLANK', ' 7', 1), ('BLANK', '6', 0), ('HYPHEN', '7-8', 1), ('HYPHEN', '6', 0), ('EMPTY', '', 1), ('EMPTY', '6', 0);
update shipkeeper.lot_activation set active_since = '2025-01-01' where sku <> 'NEW';
create function play.change(variadic p_skus text []) returns text language sql as $$
  select concat_ws(
    ' ', c.outcome, c.reason,
    (
      select string_agg(format('%s > %s', e.change ->> 'from', e.change ->> 'to'), ', ' order by e.place)
      from jsonb_array_elements(c.changes) with ordinality as e (change, place)
    )
  )
  from shipkeeper.sku_changes(jsonb_build_object('items', (
    select jsonb_agg(play.item(s) order by n) from unnest(p_skus) with ordinality as u (s, n)
  ))) as c
$$;

select is(play.change(s), v, coalesce('"' || s || '"', 'null'))
from (
  values
  ('17612 - 250237', '17612 - 250237 > 17612 - 250300'),
  ('17612-250237', '17612-250237 > 17612 - 250300'),
  ('17612 -250237', '17612 -250237 > 17612 - 250300'),
  ('17612- 250237', '17612- 250237 > 17612 - 250300'),
  ('17612   -   250237', '17612   -   250237 > 17612 - 250300'),
  (' 17612 - 250237 ', ' 17612 - 250237  > 17612 - 250300'),
  (E'17612\t-\u00A0250237', E'17612\t-\u00A0250237 > 17612 - 250300'),
  -- A lot that nobody wrote into sku_lot, but that looks like those of its SKU.
  ('17612 - 249999', '17612 - 249999 > 17612 - 250300'),
  ('SUB - LG - 4', 'SUB - LG - 4 > SUB - LG - 5'),
  ('MIX - 250300', 'MIX - 250300 > MIX - A17'),
  ('WHOLE - 1111', 'WHOLE - 1111 > WHOLE - 2222'),
  -- A lot with a dash of its own.
  ('HYPHEN - 6', 'HYPHEN - 6 > HYPHEN - 7-8'),
  -- The active lot, however it is spelled, is left as it is.
  ('17612 - 250300', 'current current'),
  ('17612-250300', 'current current'),
  ('17612 -250300', 'current current'),
  -- Exactly a SKU.
  ('17612', 'current current'),
  ('WHOLE-1111', 'current current'),
  -- Not read: whether a lot is meant nobody can say.
  ('BUNDLE-001', 'skipped unknown_sku'),
  ('99999 - 250300', 'skipped unknown_sku'),
  ('X17612 - 250237', 'skipped unknown_sku'),
  ('', 'skipped unknown_sku'),
  ('  ', 'skipped unknown_sku'),
  (null, 'skipped unknown_sku'),
  -- Not certain: nothing of the order is touched.
  ('17612 - 250300 - QA', 'skipped unparseable_sku'),
  ('17612 - Special Edition', 'skipped unparseable_sku'),
  ('17612 – 250237', 'skipped unparseable_sku'),
  ('17612 250237', 'skipped unparseable_sku'),
  ('17612-A', 'skipped unparseable_sku'),
  ('17612 - 2503000', 'skipped unparseable_sku'),
  ('17612 - 25030O', 'skipped unparseable_sku'),
  ('１７６１２ - 250237', 'skipped unparseable_sku'),
  ('١٧٦١٢ - ٢٥٠٢٣٧', 'skipped unparseable_sku'),
  ('１７６１２', 'skipped unparseable_sku'),
  ('SUB - LG - S', 'skipped unparseable_sku'),
  ('SUB - S', 'skipped unparseable_sku'),
  ('MIX - 250301', 'skipped unparseable_sku'),
  -- Its active lot.
  ('GONE - 1', 'skipped no_active_lot'),
  ('TWIN - 1', 'skipped ambiguous_active_lot'),
  ('NEW - 1', 'skipped lot_too_fresh'),
  ('NEW - 2', 'skipped lot_too_fresh'),
  -- What could not be read again is not written.
  ('BLANK - 6', 'skipped unparseable_sku'),
  ('EMPTY - 6', 'skipped unparseable_sku')
) as c (s, v);

-- Several lines: all or none.
select is(play.change(variadic l), v, l::text)
from (
  values
  ('{17612 - 250237,18795-11000,X}'::text [], '17612 - 250237 > 17612 - 250300, 18795-11000 > 18795 - 11001'),
  ('{17612 - 250237,18795 - 11001}', '17612 - 250237 > 17612 - 250300'),
  ('{17612 - 250237,17612-250237}', '17612 - 250237 > 17612 - 250300, 17612-250237 > 17612 - 250300'),
  ('{17612 - 250237,17612}', '17612 - 250237 > 17612 - 250300'),
  ('{17612 - 250237,17612-A}', 'skipped unparseable_sku'),
  ('{17612-A,17612 - 250237}', 'skipped unparseable_sku'),
  ('{17612 - 250237,GONE - 1}', 'skipped no_active_lot'),
  ('{17612 - 250300,NULL,18795}', 'current current'),
  -- A product without lots beside one with.
  ('{17612 - 250300,X}', 'current current'),
  ('{X,GONE - 1}', 'skipped no_active_lot'),
  ('{17612 - 250237,GONE}', '17612 - 250237 > 17612 - 250300'),
  -- Split by hand.
  ('{17612 - 250237,17612 - 250300}', 'held split_lots'),
  ('{17612 - 250300,X,17612-250237}', 'held split_lots'),
  ('{17612 - 250237,17612 - 249999}', 'held split_lots'),
  ('{18795 - 11000,17612 - 250237,17612 - 250300}', 'held split_lots')
) as c (l, v);

-- Plain SKUs, where the shop wants them to get a lot.
update shipkeeper.settings set lot_for_plain_sku = true;
select is(play.change(variadic l), v, 'with plain SKUs: ' || l::text)
from (
  values
  ('{17612}'::text [], '17612 > 17612 - 250300'), ('{" 17612 "}', ' 17612  > 17612 - 250300'),
  ('{WHOLE-1111}', 'WHOLE-1111 > WHOLE-1111 - 9'), ('{GONE}', 'skipped no_active_lot'),
  ('{TWIN}', 'skipped ambiguous_active_lot'), ('{NEW}', 'skipped lot_too_fresh'),
  ('{BUNDLE-001,X}', 'skipped unknown_sku'), ('{NULL}', 'skipped unknown_sku'),
  ('{17612,17612 - 250237}', '17612 > 17612 - 250300, 17612 - 250237 > 17612 - 250300'),
  ('{17612-A}', 'skipped unparseable_sku')
) as c (l, v);
update shipkeeper.settings set lot_for_plain_sku = default;

-- A line of no units is not packed.
select results_eq(
  $$
  select c.outcome, c.changes -> 0 ->> 'to', jsonb_array_length(c.changes)
  from shipkeeper.sku_changes(jsonb_build_object('items', jsonb_build_array(
    play.item('17612 - 250237', 2), play.item('GONE - 1', 0), play.item('17612 - 249999', 0), play.item('18795-A', 0)
  ))) as c
  $$, $$ values (null::text, '17612 - 250300', 1) $$, 'a line of no units takes no part'
);

-- What is no product does not count.
create function play.changes_of(p_more jsonb) returns text language sql as $$
  select concat_ws(' ', c.outcome, c.reason, jsonb_array_length(c.changes))
  from shipkeeper.sku_changes(jsonb_build_object('items', jsonb_build_array(
    play.item('18795 - 11000'), play.item('17612-A', 1, -5, p_more)
  ))) as c
$$;
select is(play.changes_of('{}'), 'skipped unparseable_sku 0', 'a negative price makes no discount of a line with a SKU');
select is(play.changes_of('{"adjustment": true, "orderItemId": null}'), '1', 'an adjustment line has no lot');
select is(play.changes_of('{"lineItemKey": "Discount"}'), '1', 'nor a discount');
select results_eq(
  $$
  select c.changes from shipkeeper.sku_changes(
    '{"items": [{"orderItemId": 1202324501429, "sku": "17612-250237", "quantity": 1}]}'
  ) as c
  $$, $$
  values ('[{"order_item_id": 1202324501429, "from": "17612-250237", "to": "17612 - 250300", "base_sku": "17612",
    "old_lot": "250237", "new_lot": "250300"}]'::jsonb)
  $$, 'a change says all of it'
);
select is(
  (select c.changes || jsonb_build_object('o', c.outcome) from shipkeeper.sku_changes('{"items": []}') as c),
  '[{"o": "skipped"}]', 'an order without items'
);

-- The whole way: a SKU that nobody knows keeps no other from its lot, and is not called current.
select play.released_order('1', array[play.item('17612 - 250237'), play.item('X')]);
select play.released_order('2', array[play.item('X17612 - 250237')]);
select play.run_lots();
select is(
  array[play.review('1'), (play.skus('1'))::text, play.review('2')],
  '{closed / verified,"{\"17612 - 250300\",X}",closed / skipped / unknown_sku}', 'beside a SKU that nobody knows, and such a SKU alone'
);

select * from finish();
rollback;
