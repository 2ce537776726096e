-- ShipStation ids that nobody can ask for: absent ones are no ghosts, malformed and shared ones are held.
begin;
\ir ../prelude.psql
select plan(25);

insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values
('10', '2025-11-03', 'pending', null), ('11', '2025-11-03', 'pending', ''), ('12', '2025-11-03', 'pending', '   ');
select is(play.run(), 'done', 'a cycle of orders without an id ends well');
select is(play.sent(), '{}', 'absent ids: no request');
select play.figures_are('{"ghost_orders_found": 0, "held": 0}', 'absent ids: not counted');
select is(
  play.said(),
  array['warning: ⚠️ 3 orders with 0 items have no ShipStation id - see '
  'shipkeeper_report.orders_without_shipstation_id'],
  'absent ids: one line with their number'
);
select results_eq(
  'select order_number from shipkeeper_report.orders_without_shipstation_id order by 1',
  $$ values ('10'), ('11'), ('12') $$,
  'absent ids: visible in a view of their own'
);
select play.run();
select is(play.said(), '{}', 'absent ids: and no line while that lasts');
delete from public.orders_inbox where order_number = '10';
select play.run();
select alike((play.said())[1], 'warning: ⚠️ 2 orders with 0 items have no ShipStation id - %', 'absent ids: their number has changed');
delete from public.orders_inbox;
select play.run();
select alike((play.said())[1], 'info: ✅ All orders with 0 items have a ShipStation id: some had none (since %)', 'absent ids: the end of it');

select play.make_ghost('20', p_shipstation_id => 'abc');
select play.make_ghost('21', p_shipstation_id => '0');
select play.make_ghost('22', p_shipstation_id => '012');
select play.make_ghost('23', p_shipstation_id => '-5');
select play.make_ghost('24', p_shipstation_id => '12345678901234567890');
select play.make_ghost('25', p_shipstation_id => ' 725 ');
select play.make_ghost('26', p_shipstation_id => '7/../1');
select play.make_ghost('27', p_shipstation_id => E'727\n');
select play.make_ghost('28', p_shipstation_id => '1.5');
select play.make_ghost('29', p_shipstation_id => '9223372036854775807');
select play.answer_failure('x', 'timeout');
update play.answer set path = '/orders/9223372036854775807';
select is(play.run(), 'done', 'a cycle of malformed ids ends well');
select is(play.sent(), array['/orders/9223372036854775807'], 'only what can be an id is asked for');
select results_eq(
  $$ select order_number from shipkeeper_report.held_orders where held_reason = 'invalid_id' order by 1 $$,
  $$ select n::text from generate_series(20, 28) as n $$, 'malformed ids are held'
);
select play.figures_are('{"ghost_orders_found": 10, "held": 9, "errors": 1}', 'malformed ids are counted as held');
select is(
  (play.said())[2], 'warning: ⚠️ Order 20 has a ShipStation id that is no id - held until it is mended',
  'and it says so'
);
delete from public.orders_inbox where order_number not in ('20', '21');
select play.run();
select is(
  play.outcome_of('20') || (play.figures('{"held": 0}'))::text, 'held: invalid_id{"held": 0}',
  'held once, not anew each cycle'
);
select is((select count(*) from shipkeeper.order_outcome where order_number = '20'), 1::bigint, 'and recorded once');
update public.orders_inbox set shipstation_order_id = '720' where order_number = '20';
select play.answer_order('20', 'shipped', play.item('A'));
select play.run();
select is(play.header('20'), 'shipped 1', 'a mended id is asked for at once');
delete from public.orders_inbox;

-- Two headers with one id: nobody can say whose the lines are. The other one need not be a ghost.
select play.make_ghost('30');
select play.make_ghost('31', p_shipstation_id => '730');
select play.make_ghost('32');
select play.make_ghost('33', 'shipped', p_shipstation_id => '732');
select is(play.run(), 'done', 'a cycle of shared ids ends well');
select is(play.sent(), '{}', 'shared ids: no request');
select results_eq(
  'select order_number, held_reason from shipkeeper.ghost order by 1',
  $$ values ('30', 'duplicate_id'), ('31', 'duplicate_id'), ('32', 'duplicate_id') $$, 'shared ids are held'
);
select is(
  (play.said())[2],
  'warning: ⚠️ Order 30 shares its ShipStation id with another order - held until one of them is mended',
  'and it says so'
);
update public.orders_inbox set shipstation_order_id = '731' where order_number = '31';
delete from public.orders_inbox where order_number = '33';
select play.answer_order(n, 'shipped', play.item('A')) from unnest(array['30', '31', '32']) as n;
select is(play.run(), 'done', 'a cycle after they were mended ends well');
select is(play.header('30'), 'shipped 1', 'released when the other header has another id');
select is(play.header('31'), 'shipped 1', 'that header likewise');
select is(play.header('32'), 'shipped 1', 'released when the other header is gone');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'nothing is held any more');

select * from finish();
rollback;
