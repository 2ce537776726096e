-- Lines and statuses that changed without a date of change, there or here.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(37);
-- Changes an order there without its date.
create function play.change(p_number text, p_more jsonb) returns void language sql as $$
  update play.remote set content = content || p_more where content ->> 'orderNumber' = p_number
$$;
create function play.add_item(p_number text, p_item jsonb) returns void language sql as $$
  update play.remote set content = jsonb_set(content, '{items}', content -> 'items' || p_item) where content ->> 'orderNumber' = p_number
$$;
-- An order that changed three days ago, and the one behind which every later walk starts.
create function play.old_order(p_number text, variadic p_items jsonb[]) returns void language sql as $$
  select play.remote_order(p_number, shipkeeper.pacific_wall(clock_timestamp() - interval '3 days')::timestamp(0), 'awaiting_shipment', p_items);
  select play.order_of('900')
$$;

-- full: line-changed-without-modifydate.
select play.sync('full'), play.old_order('100705', play.item('17612', 2));
select is(play.round(), '', 'orders come in');
select is(play.header('100705'), 'awaiting_shipment 2', 'two units');
select play.add_item('100705', play.item('17904', 4));
select is(play.round(), '', 'a line is added there, its date does not move');
select is(play.asked_by_id(), '100705', 'the list shows it, and the sync asks for it');
select is(play.header('100705'), 'awaiting_shipment 6', 'and writes it');
select is(play.lines('100705'), '{17612||2|1000,17904||4|1000}', 'its lines, too');
select is(play.round() || play.differences(), '', 'nothing differs');
-- A SKU, a quantity, a price; a line that goes.
select play.change('100705', jsonb_build_object('items', (select jsonb_agg(i || '{"sku": "18795"}') from play.remote as r, jsonb_array_elements(r.content -> 'items') as i where r.id = 7100705 and i ->> 'sku' = '17612')
  || (select jsonb_agg(i || '{"quantity": 3, "unitPrice": 7.5}') from play.remote as r, jsonb_array_elements(r.content -> 'items') as i where r.id = 7100705 and i ->> 'sku' = '17904')));
select play.round(), play.round();
select is(play.lines('100705'), '{18795||2|1000,17904||3|750}', 'SKU, quantity, price');
-- Within the overlap a page shows it with the date that is known.
select play.add_item('900', play.item('B', 1)), play.round('["sync"]');
select is(play.header('900'), 'awaiting_shipment 3', 'on a page: the same');
-- A status.
select play.change('100705', '{"orderStatus": "on_hold"}'), play.round(), play.round();
select is(play.header('100705'), 'on_hold 5', 'a status');
select play.change('100705', '{"orderStatus": "shipped"}'), play.round();
select is(play.asked_by_id(), '100705 100705', 'shipped it is on no list: asked for, and then by the sync');
select is(play.header('100705'), 'shipped 5', 'and is brought up to date all the same');

-- Only ours differs: reported, never overwritten.
update public.order_items_inbox set sku = 'X' where sku = 'A';
select is(play.round(), '', 'another SKU here: one look');
select is(play.differences(), '900 lines 1', 'is kept');
select is(play.round(), 'line_mismatches: Order 900 has as many units here as in ShipStation, and other lines.', 'two are reported');
select is((select here || ' ' || in_shipstation from shipkeeper_report.order_differences), '{"B": 1, "X": 2} {"A": 2, "B": 1}', 'with both sides');
select is(play.lines('900'), '{X||2|1000,B||1|1000}', 'what was written is the shop''s to change');
update public.order_items_inbox set sku = 'A' where sku = 'X';
select is(play.round() || play.differences(), '', 'mended');
update public.orders_inbox set status = 'on_hold' where order_number = '900';
select play.round();
select is(play.round(), 'status_mismatches: Order 900 is on hold here and awaiting shipment in ShipStation.', 'a status that the shop has set');
select is(play.header('900'), 'on_hold 3', 'is left');
update public.orders_inbox set status = 'pending' where order_number = '900';
select is(play.round() || play.differences(), '', 'its own statuses are not compared');
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '900';
select play.old_order('7', play.item('A', 2)), play.round();
select is(play.header('7'), 'awaiting_shipment 2', 'an order that no walk has met comes in');
delete from public.orders_inbox where order_number = '7';
select play.round();
select is(play.round(), 'missing_orders: Order 7 is awaiting shipment in ShipStation, and not here.', 'deleted in the shop: not brought in again, and said');
update shipkeeper.settings set import_order_number_pattern = '^[^7]';
select is(play.round(), '', 'unless its number is left out');
update shipkeeper.settings set import_order_number_pattern = default;

-- A date of the hour that autumn repeats, or none: what was written is the shop's to change there, too.
delete from play.remote where id = 77;
select play.old_order('81', play.item('A', 2)), play.old_order('82', play.item('A', 2));
select play.round(), play.change('81', '{"modifyDate": "2025-11-02T01:30:00"}'), play.change('82', '{"modifyDate": null}');
delete from shipkeeper.seen_order where order_number = '81';
select play.round(), play.round();
update public.orders_inbox set status = 'on_hold' where order_number = '81';
update public.order_items_inbox set sku = 'Z' where order_inbox_id in (select id from public.orders_inbox where order_number = '82');
select play.round(), play.round();
select is(
  play.round(), 'line_mismatches: Order 82 has as many units here as in ShipStation, and other lines. '
  'status_mismatches: Order 81 is on hold here and awaiting shipment in ShipStation.', 'reported'
);
select is(play.header('81'), 'on_hold 2', 'a status is left');
select is(play.lines('82'), '{Z||2|1000}', 'and lines are');
select play.change('81', '{"orderStatus": "awaiting_payment"}'), play.add_item('82', play.item('B', 1)), play.round(), play.round();
select is(play.header('81') || ' ' || play.header('82'), 'awaiting_payment 2 awaiting_shipment 3', 'what changes there is written');
delete from public.orders_inbox where order_number in ('81', '82');
delete from play.remote where id in (781, 782);

-- heal_only.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), play.sync('heal_only'), play.old_order('5', play.item('17612 - 250300', 2)), play.header_of('900');
insert into public.sku_lot (sku, lot, active) values ('17612', '250300', 1);
select play.header_of('5', p_lines => '{"17612 - 250300": 2}');
select is(play.round() || play.differences(), '', 'a lot that the shop wrote into the SKU makes no difference');
select play.change('5', '{"items": []}'), play.add_item('5', play.item('17904', 2)), play.round();
select is(play.round(), 'line_mismatches: Order 5 has as many units here as in ShipStation, and other lines.', 'another SKU there is reported');
select is(play.lines('5'), '{17612 - 250300||2|}', 'and not written');
select play.add_item('5', play.item('B', 1));
select is(play.round(), 'unit_mismatches: Order 5 has 2 units here and 3 in ShipStation.', 'other units are what they were');
select play.change('5', '{"orderStatus": "on_hold"}'), play.change('5', '{"items": []}'), play.add_item('5', play.item('17612', 2)), play.round();
select is(play.round(), 'status_mismatches: Order 5 is awaiting shipment here and on hold in ShipStation.', 'a status');
select is(play.header('5'), 'awaiting_shipment 0', 'nothing is written');
-- The shop's own sync is on its way.
update public.orders_inbox set status = 'on_hold' where order_number = '5';
select is(play.round(), '', 'mended by the shop');
select play.order_of('6');
select is(play.round(), '', 'an order that the shop does not have yet');
select play.header_of('6');
select is(play.round(), '', 'and then has');

select * from finish();
rollback;
