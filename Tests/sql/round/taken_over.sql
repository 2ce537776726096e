-- Orders that mode heal_only saw first, in mode full: what a round has found equal is the shop's and the operators' to change.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(11);
select play.order_of(n), play.make_ghost(n) from unnest(array['1', '2', '3', '4']) as n;
select play.sync('heal_only', clock_timestamp() - interval '2 hours'), play.run();
-- The walk has passed them.
update shipkeeper.settings set sync_overlap = '1 minute';
select play.remote_order('9', shipkeeper.pacific_wall(clock_timestamp())::timestamp(0), 'shipped'), play.run();
select is(play.header('1') || play.header('4'), 'awaiting_shipment 2awaiting_shipment 2', 'healed by heal_only');
-- Mode full takes over; of one the shop's status differs then, of another its units.
select play.order_of('5'), play.header_of('5', p_lines => '{"A": 7}');
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, modify_date, units, units_here, seen_at, cycle_id)
select '75', '5', 'awaiting_shipment', (content ->> 'modifyDate')::timestamp, 2, 7, clock_timestamp(), 1 from play.remote where id = 75;
update public.orders_inbox set status = 'on_hold' where order_number = '4';
update shipkeeper.settings set sync_mode = 'full';
select is(play.round(), 'unit_mismatches: Order 5 has 7 units here and 2 in ShipStation.', 'a round compares them');
select play.round();
select is(play.header('4'), 'awaiting_shipment 2', 'what differs is written');
select is((select count(*) from shipkeeper.seen_order where was_applied and order_number <> '9'), 4::bigint, 'the others are as they are to be');
select is((select was_applied from shipkeeper.seen_order where order_number = '5'), false, 'but for the one with other units');
select shipkeeper_operator.cancel_order('1', 'the customer called');
update public.orders_inbox set status = 'shipped' where order_number = '2';
update public.orders_inbox set status = 'on_hold' where order_number = '3';
select play.round();
select alike(play.round(), 'status_mismatches: Order 2 is shipped here %status_mismatches: Order 3 is on hold here %', 'two that the shop has changed are said');
select is(play.header('1'), 'cancelled 2', 'what an operator has cancelled stays so');
select is(play.header('2') || ', ' || play.header('3'), 'shipped 2, on_hold 2', 'and they are left');
select is(
  (select string_agg(order_number, ' ') from shipkeeper_report.alerts where alert = 'cancelled_here_open_there'), '1', 'which is said as long as it is open there'
);
-- What changes in ShipStation counts.
select play.remote_order('3', shipkeeper.pacific_wall(clock_timestamp())::timestamp(0), 'awaiting_shipment', array[play.item('A', 3)]), play.round();
select is(play.header('3'), 'awaiting_shipment 3', 'what changes in ShipStation is written');
-- Held by an operator while its lines are edited without a date: that is no state that mode full has written.
select shipkeeper_operator.hold_order('4', 'being counted');
update play.remote set content = jsonb_set(content, '{items,0,sku}', '"B"') where id = 74;
select play.round(), play.round(), shipkeeper_operator.release_order('4', 'counted'), play.round(), play.round();
select is(play.lines('4'), '{B||2|1000}', 'it is written when the hold ends');
select * from finish();
rollback;
