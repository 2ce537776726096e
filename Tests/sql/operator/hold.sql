-- An order that an operator holds is healed on no path, and let go it is.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(39);
create temporary table run (cycle bigint, request bigint);
-- Holds an order while a request is under way, and drives the cycle to its end with the given answer.
create function play.hold_meanwhile(p_number text, p_status integer, p_body bytea) returns void language plpgsql as $$
declare
  v_cycle constant bigint := play.start('{"kind": "run", "only": ["ghosts"]}');
  v_request constant bigint := play.next_request(v_cycle);
begin
  perform shipkeeper_operator.hold_order(p_number, 'returned by the customer');
  perform play.hand_over(v_request, p_status, p_body, null, play.date_header());
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
end
$$;

-- Known before a cycle looks.
select play.remote_orders(1, 2);
select play.make_ghosts('1', '2');
select lives_ok($$ select shipkeeper_operator.hold_order('1', 'returned by the customer') $$, 'an order is held');
select is(play.run(), 'done', 'a cycle');
select is(play.sent(), array['/orders/72'], 'asks for the others only');
select is(play.lines('1') || play.lines('2'), array['A||2|1000'], 'and heals them');
select is(play.held('1'), 'held_by_operator', 'the ghost is held');
select play.figures_are('{"ghost_orders_found": 2, "backfilled": 1, "held": 1}', 'it counts as held');
select play.run();
select is(play.sent() || play.outcome_of('1'), array['held: held_by_operator'], 'nor does the next one');
select results_eq(
  'select order_number, shipstation_order_id, held_reason, held_by, held_because from shipkeeper_report.held_orders',
  $$ values ('1', '71', 'held_by_operator', session_user::text collate "default", 'returned by the customer') $$, 'analysts see who and why'
);

-- A page of the sync brings it.
select is(play.walk('heal_only'), 'done', 'a page');
select is(play.lines('1'), '{}', 'does not heal it');
update play.remote set content = content || '{"modifyDate": "2025-11-20T11:00:00"}' where id = 71;
select is(play.walk('full'), 'done', 'nor in mode full');
select is(play.header('1') || play.lines('1')::text, 'awaiting_shipment 0{}', 'its header neither');
select is(play.refused(), '{}', 'no fault of its own');
select play.sync('off');

-- Held while it is asked for, singly.
select play.make_ghost('3'), play.remote_orders(3, 3);
select play.hold_meanwhile('3', 200, (select convert_to(content::text, 'UTF8') from play.remote where id = 73));
select is(play.lines('3'), '{}', 'an answer that comes while it is held does not heal it');
select is(play.outcome_of('3'), 'skipped: held_by_operator', 'it is left alone');
select is(play.header('3'), 'awaiting_shipment 0', 'its header too');
select play.make_ghost('4');
select play.hold_meanwhile('4', 404, '');
select is(play.header('4'), 'awaiting_shipment 0', 'nor does a 404 cancel it');
select is((select count(*) from shipkeeper.cancellation), 0::bigint, 'nothing is recorded as cancelled');
select play.run();
select is(play.sent(), '{}', 'both stay held');
select set_eq('select order_number from shipkeeper_report.held_orders', array['1', '3', '4'], 'and are in the list of those');

-- Held while a list is under way, and while its orders are worked on.
select play.make_ghost(n::text, 'uploaded'), play.remote_order(n::text, '2025-11-01 10:00', 'shipped', p_more => '{"orderDate": "2025-11-03T10:00:00"}')
from generate_series(20, 39) as n;
update shipkeeper.settings set list_saves_at_least = 1;
insert into run select play.start();
update run set request = play.next_request(cycle);
select is(count(*), 1::bigint, 'a list is asked for') from shipkeeper.request as q join run as r on q.request_id = r.request and q.purpose = 'list';
select shipkeeper_operator.hold_order('20', 'x');
select play.hand_over(r.request, a.status, a.body, null, play.date_header())
from run as r join shipkeeper.request as q on q.request_id = r.request, play.remote_answer(q.path) as a;
select play.next(cycle) from run;
select ok((select count(*) > 5 from shipkeeper.page_order), 'its orders are laid out');
select shipkeeper_operator.hold_order('39', 'x');
select play.drive(cycle), play.end_cycle(cycle) from run;
select is(play.header('20') || ', ' || play.header('39'), 'uploaded 0, uploaded 0', 'a list does not heal what is held');
select is((select count(*) from public.orders_inbox where status = 'shipped'), 18::bigint, 'it heals the others');
select play.figures_are('{"requests": 1, "errors": 0}', 'nothing else is asked for');

-- Said once, released once.
select throws_ok(
  $$ select shipkeeper_operator.hold_order('1', 'x') $$, 'P0001',
  'Order 1 is held already: shipkeeper_report.held_orders says by whom and why.', 'held already'
);
select throws_like($$ select shipkeeper_operator.hold_order(E'a\nb', 'x') $$, 'There is no order a?b.', 'no such order');
select throws_like($$ select shipkeeper_operator.hold_order(null, 'x') $$, 'There is no order %', 'none at all');
select lives_ok(
  format('select shipkeeper_operator.release_order(%L, ''x'')', n), format('released: %s', n)
)
from unnest(array['1', '3', '4', '20', '39']) as n;
select throws_like($$ select shipkeeper_operator.release_order('1', 'x') $$, 'Order 1 is not held: %', 'released already');
select play.run();
select is(
  array[play.header('1'), play.header('3'), play.header('4'), play.header('20'), play.header('39')],
  array['awaiting_shipment 2', 'awaiting_shipment 2', 'cancelled 0', 'shipped 2', 'shipped 2'], 'the next cycle does what was put off'
);
select is_empty('select * from shipkeeper_report.held_orders', 'nothing is held');

-- The shop deletes a held order and makes another of its number, or renames one.
select play.make_ghosts('5', '6');
select shipkeeper_operator.hold_order('5', 'x'), shipkeeper_operator.hold_order('6', 'x');
delete from public.orders_inbox where order_number = '5';
update public.orders_inbox set order_number = '5' where order_number = '6';
select set_eq('select order_number from shipkeeper_report.held_orders', array['5'], 'a held order is listed under the number it has');
select lives_ok($$ select shipkeeper_operator.release_order('5', 'x') $$, 'one call lets all holds of a number go');
select is((select count(*) from shipkeeper.order_hold), 0::bigint, 'none is left');

select * from finish();
rollback;
