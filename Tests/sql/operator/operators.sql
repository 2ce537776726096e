-- What every function of operators does alike: it needs a reason, refuses with a sentence, and leaves a trace.
begin;
\ir ../prelude.psql
select plan(71);

-- A state in which each of them has something to do.
select play.make_ghosts('1', '2');
select play.make_ghost('3', p_shipstation_id => 'x');
select play.answer(n, 404) from unnest(array['1', '2']) as n;
update shipkeeper.settings set cancellations_per_day = 1;
select play.run();
create function play.state_of_all() returns text language sql as $$
  select concat_ws(
    ' | ', (select string_agg(concat_ws(' ', o.*), ', ' order by o.id) from public.orders_inbox as o),
    (select string_agg(concat_ws(' ', g.*), ', ' order by g.order_inbox_id) from shipkeeper.ghost as g),
    (select string_agg(concat_ws(' ', c.*), ', ' order by c.cancellation_id) from shipkeeper.cancellation as c),
    (select string_agg(concat_ws(' ', s.*), ', ') from shipkeeper.cancellation_stop as s),
    (select string_agg(concat_ws(' ', a.*), ', ') from shipkeeper.operator_action as a),
    (select string_agg(concat_ws(' ', r.*), ', ') from shipkeeper.lot_review as r),
    (select string_agg(concat_ws(' ', i.*), ', ' order by i.id) from public.order_items_inbox as i),
    (select concat_ws(' ', p.*) from shipkeeper.pause as p), (select count(*) from shipkeeper.order_hold),
    (select concat_ws(' ', s.*) from shipkeeper.settings as s), (select count(*) from shipkeeper.audit)
  )
$$;
create temporary table before_all as select play.state_of_all() as state;

create temporary table operator_call (name text, call text);
insert into operator_call values
('release_order', $$ shipkeeper_operator.release_order('3', %L) $$),
('resume_cancellations', $$ shipkeeper_operator.resume_cancellations(%L) $$),
('undo_cancellations', $$ shipkeeper_operator.undo_cancellations('-infinity', %L) $$),
('change_setting', $$ shipkeeper_operator.change_setting('quota_reserve', '5', %L) $$),
('open_lot_review', $$ shipkeeper_operator.open_lot_review('1', %L) $$),
('reject_lot_update', $$ shipkeeper_operator.reject_lot_update(1, %L) $$),
('set_lot_override', $$ shipkeeper_operator.set_lot_override('1', %L) $$),
('clear_lot_override', $$ shipkeeper_operator.clear_lot_override('1', %L) $$),
('pause', $$ shipkeeper_operator.pause(%L) $$),
('resume', $$ shipkeeper_operator.resume(%L) $$),
('free_lease', $$ shipkeeper_operator.free_lease(%L) $$),
('hold_order', $$ shipkeeper_operator.hold_order('1', %L) $$),
('retry_order', $$ shipkeeper_operator.retry_order('2', %L) $$),
('cancel_order', $$ shipkeeper_operator.cancel_order('2', %L) $$),
('roll_back_order', $$ shipkeeper_operator.roll_back_order('1', %L) $$);
select set_eq(
  $$ select proname::text from pg_proc where pronamespace = 'shipkeeper_operator'::regnamespace $$,
  -- To agree to what is shown needs no words, nor does what each cycle does by itself.
  $$ select name from operator_call union values ('approve_lot_update'), ('prune') $$, 'all functions of operators are here'
);
select throws_ok(
  'select * from ' || format(c.call, r), 'P0001',
  format('A reason is needed: say in a few words why you call %s.', c.name),
  format('%s refuses the reason "%s"', c.name, coalesce(r, 'null'))
)
from operator_call as c, unnest(array[null, '', '   ']) as r;
select is(play.state_of_all(), (select state from before_all), 'nothing was changed by them');

-- release_order.
select play.make_ghost('4');
select play.answer_order('4', 'on_hold');
select play.run();
select throws_like(
  $$ select shipkeeper_operator.release_order('4', 'why') $$, 'Order 4 is not held: %', 'an order that only waits'
);
delete from public.orders_inbox where order_number = '4';
select throws_ok(
  $$ select shipkeeper_operator.release_order('1', 'why') $$, 'P0001',
  'Order 1 is not held: shipkeeper_report.held_orders lists those that are.', 'an order that is not held'
);
select throws_ok(
  $$ select shipkeeper_operator.release_order(E'no\nsuch', 'why') $$, 'P0001',
  'Order no?such is not held: shipkeeper_report.held_orders lists those that are.', 'an order that is none'
);
select throws_like($$ select shipkeeper_operator.release_order(null, 'why') $$, '% is not held: %', 'no order at all');
select lives_ok($$ select shipkeeper_operator.release_order('3', 'it was mended') $$, 'a held order');
select is(play.held('3'), null, 'is not held any more');
select results_eq(
  'select action, reason, details, acted_by, acted_at > clock_timestamp() - interval ''1 minute'' from '
  'shipkeeper.operator_action',
  $$
  values ('release_order', 'it was mended', '{"order_number": "3"}'::jsonb, session_user::text collate "default", true)
  $$, 'who, what, why and when is kept'
);
select play.run();
select is(play.held('3'), 'invalid_id', 'what held it may hold it again');

-- resume_cancellations.
select is(play.held('2'), 'cancellations_stopped', 'the second one is held by the brake');
select is(shipkeeper_operator.resume_cancellations('all well'), 1, 'resuming tells how many it releases');
select is(play.held('2'), null, 'it is released');
select is(play.held('3'), 'invalid_id', 'what is held for something else is not');
select is((select stopped_at from shipkeeper.cancellation_stop), null, 'nothing is stopped any more');
select results_eq(
  $$ select reason, details from shipkeeper.operator_action where action = 'resume_cancellations' $$,
  $$ values ('all well', '{"orders": 1}'::jsonb) $$, 'its trace'
);
select throws_ok(
  $$ select shipkeeper_operator.resume_cancellations('why') $$,
  'P0001', 'Cancellations are not stopped: there is nothing to resume.',
  'resuming where nothing is stopped'
);

-- undo_cancellations.
select throws_ok(
  $$ select * from shipkeeper_operator.undo_cancellations(null, 'why') $$, 'P0001',
  'Say since when: cancellations made from that time on are undone.', 'undoing without a time'
);
select is_empty(
  $$ select * from shipkeeper_operator.undo_cancellations(clock_timestamp() + interval '1 minute', 'why') $$,
  'undoing where there is nothing'
);
select results_eq(
  $$
  select reason, details - 'since',
  details ? 'since' from shipkeeper.operator_action where action = 'undo_cancellations'
  $$,
  $$ values ('why', '{"orders": 0}'::jsonb, true) $$, 'leaves its trace all the same'
);
delete from public.orders_inbox;
delete from shipkeeper.cancellation;
delete from shipkeeper.ghost;
update shipkeeper.settings set cancellations_per_day = default;
select play.make_ghost(
  '1' || n, s
) from unnest(array['pending', 'on_hold', 'uploaded', 'failed', 'pending', 'pending']) with ordinality as u (s, n);
select play.answer('1' || n, 404) from generate_series(1, 5) as n;
select play.answer_order('16', 'cancelled');
select play.run();
update shipkeeper.cancellation set cancelled_at = '2025-01-01' where order_number = '11';
delete from public.orders_inbox where order_number = '12';
update public.orders_inbox set shipstation_order_id = '999' where order_number = '13';
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '14';
select results_eq(
  $$ select * from shipkeeper_operator.undo_cancellations('2025-06-01', 'wrong key') $$,
  $$
  values ('12', 'on_hold', 'left: the order is gone or has another ShipStation id'),
    ('13', 'uploaded', 'left: the order is gone or has another ShipStation id'),
    ('14', 'failed', 'left: its status is awaiting_shipment by now'),
    ('15', 'pending', 'given back')
  $$, 'of each it says what became of it'
);
select results_eq(
  'select order_number, status from public.orders_inbox order by 1',
  $$
  values ('11', 'cancelled'), ('13', 'cancelled'), ('14', 'awaiting_shipment'), ('15', 'pending'), ('16', 'cancelled')
  $$,
  'only the one still as it was cancelled is given back; those before the time, and those cancelled in ShipStation, '
  'are not'
);
select results_eq(
  'select order_number, undone_by, undone_reason from shipkeeper.cancellation where undone_at is not null',
  $$ values ('15', session_user::text collate "default", 'wrong key') $$, 'the cancellation keeps who undid it and why'
);
select is(
  (select details ->> 'orders' from shipkeeper.operator_action order by operator_action_id desc limit 1), '1',
  'the trace counts it'
);
select is(
  (select updated_at > clock_timestamp() at time zone 'Etc/UTC' - interval '1 minute' from public.orders_inbox
    where order_number = '15'),
  true, 'updated_at is set'
);
select results_eq(
  $$ select order_number from shipkeeper_operator.undo_cancellations('2025-06-01', 'again') $$, array['12', '13', '14'],
  'what was undone is not looked at again'
);

select * from finish();
rollback;
