-- What is known of orders that repeat a SKU, how it is shown, and how they are collapsed for the way back.
begin;
\ir ../prelude.psql
select plan(15);

select play.keep_sku_rule();
select play.make_ghosts('1', '2');
select play.answer_order('1', 'awaiting_shipment', play.item('A', 3, 10), play.item('A', 2, 12), play.item('B', 1));
select play.answer_order('2', 'awaiting_shipment', play.item('A', 3), play.item('B', 2));
select play.run();
select results_eq(
  'select order_number, shipstation_order_id, sku, lines, units, stored_as, units_stored from shipkeeper_report.repeated_skus',
  $$ values ('1', '71', 'A', 2::bigint, 5::bigint, 'not stored', 0::bigint) $$, 'held, and shown as not stored'
);
select play.free_sku_rule();
select play.run();
select results_eq(
  'select stored_as, units_stored from shipkeeper_report.repeated_skus', $$ values ('a row a line', 5::bigint) $$, 'then a row a line'
);
select results_eq(
  'select b.sku, b.quantity, b.unit_price_cents, b.lines from shipkeeper_report.order_items_by_sku as b
   join public.orders_inbox as o on o.id = b.order_inbox_id and o.order_number = ''1'' order by 1',
  $$ values ('A', 5::bigint, null::integer, 2::bigint), ('B', 1, 1000, 1) $$, 'at the old grain: one row a SKU'
);

create temporary table before as select * from public.order_items_inbox;
select results_eq(
  'select * from shipkeeper.collapse_repeated_skus()', $$ values ('1', 'A', 2::bigint, 5::bigint) $$, 'collapsed: what was merged'
);
select is(play.lines('1'), array['A||5|', 'B||1|1000'], 'quantities added; a price they do not share is null');
select is(play.header('1'), 'awaiting_shipment 6', 'total_items stays');
select results_eq(
  'select l.line from shipkeeper.collapsed_line as l order by l.collapsed_line_id',
  $$ select to_jsonb(b) from before as b join public.orders_inbox as o on o.id = b.order_inbox_id where o.order_number = '1' order by b.id $$,
  'every line of the order is kept whole'
);
select is_empty('select * from shipkeeper.verify()', 'its lines have one owner');
select is(
  (select count(*) from public.order_items_inbox where shipstation_order_item_id is not null), 2::bigint, 'other orders are left'
);
select is_empty('select * from shipkeeper.collapse_repeated_skus()', 'a second time: nothing to merge');
select results_eq(
  'select stored_as, units_stored from shipkeeper_report.repeated_skus', $$ values ('one row', 5::bigint) $$, 'shown as one row'
);
select lives_ok('select play.keep_sku_rule()', 'the constraint fits again');
delete from public.orders_inbox where order_number = '1';
select results_eq('select stored_as from shipkeeper_report.repeated_skus', $$ values ('no such order here') $$, 'and when it is gone');

select play.free_sku_rule();
insert into public.order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id)
select o.id, 'C', 2147483647, n from public.orders_inbox as o, generate_series(1, 2) as n where o.order_number = '2';
select throws_ok(
  'select * from shipkeeper.collapse_repeated_skus()', '22003', null, 'more units than a line can hold: refused whole'
);
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select o.id, 'D', 1 from public.orders_inbox as o where o.order_number = '2';
select bag_eq(
  'select v.finding, v.object from shipkeeper.verify() as v', $$ values ('mixed_lines', 'order 2') $$, 'lines of two owners are found'
);

select * from finish();
rollback;
