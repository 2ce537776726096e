-- Every open order with a ShipStation id is compared, however it was read, or said not to be.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(23);
create function play.figure() returns text language sql as $$ select u.figure from shipkeeper_report.unit_comparison as u $$;
create function play.row_of(p_status text) returns text language sql as $$
  select format('%s orders, %s there, %s here', u.orders, coalesce(u.units_in_shipstation::text, '?'), coalesce(u.units_here::text, '?'))
  from shipkeeper_report.units_by_status as u where u.status = p_status
$$;
create function play.add_lines(p_quantity integer, variadic p_numbers text[]) returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity)
  select id, 'A', p_quantity from public.orders_inbox where order_number = any(p_numbers)
$$;
select is(play.figure(), '0 agree / 0 differ / 0 not compared', 'an empty shop');

-- Here before Shipkeeper: open with an id, open without one, closed.
select play.make_ghosts('1', '2', '3'), play.make_ghost('4', p_shipstation_id => ' '), play.make_ghost('5', 'shipped'), play.make_ghost('6', 'cancelled');
select play.add_lines(3, '1', '2', '3', '4', '5');
select is(play.figure(), '0 agree / 0 differ / 3 not compared', 'nothing was asked yet');
select is(play.row_of('never compared'), '3 orders, ? there, 9 here', 'what was never compared is a row of its own');
select is(play.row_of('closed, not compared'), '2 orders, ? there, ? here', 'closed ones are one count');

-- By a page.
select play.remote_order('1', '2025-11-20 10:00', p_items => array[play.item('A', 3)]);
select play.remote_order('5', '2025-11-20 10:01', 'shipped', array[play.item('A', 4)]);
select play.walk('heal_only');
select is(play.figure(), '1 agree / 1 differ / 2 not compared', 'a page brings one that agrees and one that does not');
select is(play.row_of('never compared'), '2 orders, ? there, 6 here', 'they are taken from that row');
select is(play.row_of('closed, not compared'), '1 orders, ? there, ? here', 'and from that count');
select is(play.row_of('shipped'), '1 orders, 4 there, 3 here', 'to the row of their status');

-- By a single answer, with the sync off.
select play.sync('off'), play.make_ghosts('7', '8');
select play.answer_order('7', 'on_hold', play.item('A', 5)), play.answer_order('8', 'on_hold');
select is(play.run(), 'done', 'two ghosts are asked for');
select is(play.figure(), '3 agree / 1 differ / 2 not compared', 'both are compared: five units, and none on both sides');
select is(play.row_of('on_hold'), '2 orders, 5 there, 5 here', 'in the row of their status');
select is((select count(*) from shipkeeper.seen_order where units_here is null), 0::bigint, 'with their units here');

-- An answer that cannot be used compares nothing.
select play.make_ghost('9'), play.answer_json('9', '{"orderId": 79, "orderNumber": "9", "orderStatus": "on_hold", "items": 5}'), play.run();
select is(play.figure(), '3 agree / 1 differ / 3 not compared', 'one that is unusable');
select play.answer('9', 404), play.run();
select is(play.figure(), '3 agree / 1 differ / 3 not compared', 'nor does one that is not due');
delete from public.orders_inbox where order_number = '9';
-- Nor does a 404 for one that was seen before; and what is put off for it stays.
update shipkeeper.seen_order set apply_at = 'infinity' where order_number = '8';
select play.answer('8', 404), play.make_due();
select is(play.run(), 'done', 'a ghost that was seen before is not found any more');
select is((select apply_at from shipkeeper.seen_order where order_number = '8'), 'infinity'::timestamptz, 'what was seen of it is left alone');

-- By a list.
update shipkeeper.settings set list_saves_at_least = default;
delete from play.answer;
select play.make_ghost('2' || n) from generate_series(1, 6) as n;
select play.remote_order('2' || n, '2025-11-03 10:00', 'awaiting_shipment') from generate_series(1, 6) as n;
select play.run('{"kind": "run", "only": ["ghosts"]}');
select is(cardinality(play.sent()), 1, 'six ghosts in one list');
select is(play.figure(), '9 agree / 1 differ / 2 not compared', 'all are compared');

-- What is older than what is known says nothing.
select play.remote_order('1', '2025-11-20 09:00', p_items => array[play.item('A', 8)]);
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '1');
select play.run('{"kind": "run", "only": ["ghosts"]}');
select is((select units from shipkeeper.seen_order where order_number = '1'), 3::bigint, 'an older answer for a ghost does not overwrite what was seen');

-- Deleted in the shop.
delete from public.orders_inbox where order_number in ('2', '3');
select is(play.row_of('never compared'), null, 'gone here: nothing to compare');

-- The form of API V2 is compared as the order that it is, and as none where another number says that it is not.
select play.remote_order('31', '2025-11-20 10:31'), play.make_ghost('31', p_shipstation_id => 'se-731'), play.make_ghost('32', p_shipstation_id => 'se-31');
select play.add_lines(2, '31', '32');
select is(play.row_of('never compared'), '2 orders, ? there, 4 here', 'se-: nothing was asked yet');
select play.walk('heal_only');
select is(play.row_of('never compared'), '1 orders, ? there, 2 here', 'what a page brings leaves that row');
update shipkeeper.seen_order set order_number = '33' where shipstation_order_id = '731';
select is(play.row_of('never compared'), '2 orders, ? there, 4 here', 'an order of another number is not that one');

select * from finish();
rollback;
