-- A line of ShipStation's is known by its orderItemId, whatever else repeats.
begin;
\ir ../prelude.psql
select plan(8);
select play.free_sku_rule();

select play.make_ghosts('1', '2', '3');
select play.answer_order(
  '1', 'shipped', play.item('A', 1, 10, '{"orderItemId": 1202324501429, "lineItemKey": "x"}'),
  play.item('A', 2, 10, '{"orderItemId": 1202324501430, "lineItemKey": "x"}'), play.item('A', 3, 10, '{"lineItemKey": ""}')
);
select play.answer_order('2', 'shipped', play.item('A', 1, 10, '{"orderItemId": 1202324501429}'));
select play.answer_order('3', 'shipped', play.item(null, 2), play.item('', 3));
select play.run();
select is(
  (select array_agg(concat_ws('|', i.shipstation_order_item_id, coalesce(i.shipstation_line_item_key, 'null')) order by i.id)
   from public.order_items_inbox as i join public.orders_inbox as o on o.id = i.order_inbox_id
   where o.order_number = '1' and i.quantity < 3),
  array['1202324501429|x', '1202324501430|x'], 'ids and keys are kept; a key may repeat'
);
select is(play.header('1'), 'shipped 6', 'units of all lines');
select is(play.lines('2'), array['A||1|1000'], 'an id may stand in two orders');
select is(play.header('3'), 'shipped 5', 'lines without a SKU lose no unit');
select is((select count(*) from shipkeeper_report.lines_without_sku), 2::bigint, 'and are shown');
select throws_ok(
  $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id)
  select i.order_inbox_id, 'Z', 1, i.shipstation_order_item_id from public.order_items_inbox as i where i.shipstation_line_item_key = 'x'
  $$, '23505', null, 'an id stands once in an order'
);
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '1';
select play.run();
select is(play.sent(), '{}', 'an order with lines is not asked for again');
select is_empty('select * from shipkeeper.verify()', 'nothing is inconsistent');

select * from finish();
rollback;
