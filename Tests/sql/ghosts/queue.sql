-- In which order ghosts are asked for, and when again.
begin;
\ir ../prelude.psql
select plan(21);

select play.make_ghosts('1', '2', '3', '4', '5');
select play.answer_order(n::text, 'awaiting_shipment') from generate_series(1, 6) as n;
select play.run();
select is(
  play.sent(), array['/orders/71', '/orders/72', '/orders/73', '/orders/74', '/orders/75'],
  'ghosts never tried are asked for as they came'
);
select play.run();
select is(play.sent(), '{}', 'those that brought nothing are not due at once');
select is(play.said(), '{}', 'and nothing is said of them, since nothing has changed');

update shipkeeper.ghost set attempted_at = clock_timestamp() - make_interval(hours => order_number::integer);
select play.make_due();
select play.make_ghost('6');
select play.run();
select is(
  play.sent(),
  array['/orders/76', '/orders/75', '/orders/74', '/orders/73', '/orders/72', '/orders/71'],
  'the one never tried first, then the oldest attempt'
);
select is((select attempts from shipkeeper.ghost where order_number = '1'), 2, 'attempts are counted');
select is(
  (select attempted_at > clock_timestamp() - interval '1 minute' from shipkeeper.ghost where order_number = '1'), true,
  'and the last one''s time is kept'
);
select is((select count(*) from shipkeeper.ghost_queue), 0::bigint, 'the queue is empty between cycles');
delete from public.orders_inbox where order_number <> '1';
delete from shipkeeper.ghost where order_number <> '1';

-- Growing intervals.
select is(
  array(select shipkeeper.retry_wait(n) from unnest(array[0, 1, 2, 3, 4, 8, 100, 2147483647]) as n),
  array[
    '5 minutes', '5 minutes', '10 minutes', '20 minutes', '40 minutes', '6 hours', '6 hours', '6 hours'
  ]::interval [],
  'the wait doubles with each answer that brought nothing, up to the longest'
);
update shipkeeper.settings set first_retry = '1 minute', longest_retry = '90 seconds';
select is(shipkeeper.retry_wait(1), '1 minute', 'the first wait is a setting');
select is(shipkeeper.retry_wait(2), '90 seconds', 'so is the longest');
update shipkeeper.settings set first_retry = default, longest_retry = default;

create function play.wait_minutes() returns numeric language sql as $$
  select round(extract(epoch from g.next_attempt_at - clock_timestamp()) / 60) from shipkeeper.ghost as g
$$;
select is((select setbacks from shipkeeper.ghost), 2, 'two answers brought nothing');
select is(play.wait_minutes(), 10::numeric, 'so it waits twice as long');
select play.make_due();
select play.answer_json('1', 'null');
select play.run();
select is((select setbacks from shipkeeper.ghost), 3, 'an unusable answer brings nothing either');
select is(play.wait_minutes(), 20::numeric, 'and doubles the wait');
select is(
  (select last_outcome || ': ' || last_reason from shipkeeper.ghost), 'error: answer is no order', 'its reason is kept'
);
select play.make_due();
select play.answer('1', 503);
select play.run();
select is((select setbacks from shipkeeper.ghost), 3, 'a failure of the API is not the order''s');
select is(play.wait_minutes(), 0::numeric, 'it comes again in the next cycle');
select play.answer('1', 418);
select play.run();
select is(play.wait_minutes(), 40::numeric, 'an odd status doubles the wait');
select is(play.outcome_of('1'), 'error: API answered 418', 'and is the reason');

-- Another number of the same order.
update public.orders_inbox set order_number = '1b';
select play.make_due();
select play.run();
select is(
  (select order_number || ' ' || setbacks from shipkeeper.ghost), '1b 5', 'a new order number keeps what was tried'
);
-- Another ShipStation id is another ghost.
update public.orders_inbox set shipstation_order_id = '76', order_number = '6';
select play.answer_order('6', 'awaiting_shipment');
select play.run();
select is(
  (select order_number || ' ' || attempts || ' ' || setbacks from shipkeeper.ghost), '6 1 1',
  'a new ShipStation id starts anew'
);

select * from finish();
rollback;
