-- Whatever of an order waits is asked for by the next cycle when an operator says so.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(22);
create function play.retry(p_number text) returns text language sql as $$
  select shipkeeper_operator.retry_order(p_number, 'label is wanted')
$$;
select play.sync('full', '2025-11-20 17:30Z');

-- A ghost without lines yet.
select play.make_ghost('1'), play.remote_order('1', '2025-11-20 10:00', 'on_hold', '{}');
select play.run(), play.run();
select ok((select next_attempt_at > clock_timestamp() + interval '30 minutes' and setbacks = 1 from shipkeeper.ghost), 'a ghost waits');
select is(play.retry('1'), 'The next cycle asks for its lines.', 'it is to be asked for');
select results_eq('select setbacks, next_attempt_at <= clock_timestamp() from shipkeeper.ghost', $$ values (0, true) $$, 'at once');
select play.run();
select ok('/orders/71' = any(play.sent()), 'which the next cycle does');

-- An order that could not be used.
select play.remote_order('2', '2025-11-20 11:00', p_more => '{"items": "none"}'), play.run();
select is(play.refused(), array['2: items are missing or no list'], 'one that could not be used waits');
select is(play.retry('2'), 'The next cycle asks for an order that could not be used.', 'it is to be asked for');
select play.remote_order('2', '2025-11-20 11:00'), play.sync('full', '2025-11-20 19:59Z'), play.run();
select is(play.refused() || play.lines('2'), array['A||2|1000'], 'the next cycle does');

-- A number that may be linked.
create function play.waits(p_number text, p_reason text) returns void language sql as $$
  insert into shipkeeper.number_conflict (
    shipstation_order_id, order_number, order_inbox_id, status_in_shipstation, status_here, units_in_shipstation, units_here, reason,
    found_at, seen_at, next_attempt_at
  )
  values ('9' || p_number, p_number, 1, 's', 's', '{}', '{}', p_reason, clock_timestamp(), clock_timestamp(), 'infinity')
$$;
select play.waits('3', 'number_not_unique'), play.waits('4', 'units_differ'), play.waits('5', 'another_id');
select is(play.retry('3'), 'The next cycle asks for the order that has its number.', 'a number that was not unique');
select is(
  (select next_attempt_at <= clock_timestamp() from shipkeeper.number_conflict where order_number = '3'), true, 'is due'
);
select throws_like(format('select play.retry(%L)', n), 'Nothing of order % waits to be asked for: %', 'what nobody asks for cannot be asked for: ' || n)
from unnest(array['4', '5']) as n;

-- A review of lots.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('6', '2025-11-03', 'on_hold', '76');
select shipkeeper_operator.open_lot_review('6', 'x');
update shipkeeper.lot_review set next_look_at = 'infinity';
select is(play.retry('6'), 'The next cycle asks for the review of its lots.', 'a review');
select is((select next_look_at <= clock_timestamp() from shipkeeper.lot_review), true, 'is due');
update shipkeeper.lot_review set state = 'approval', next_look_at = 'infinity';
select throws_like($$ select play.retry('6') $$, 'Nothing of order 6 waits %', 'one that waits for a person is not asked for');
update shipkeeper.lot_review set state = 'open', order_number = '1';
select is(play.retry('1'), 'The next cycle asks for its lines and the review of its lots.', 'several at once');

-- What is held is let go by release_order.
select shipkeeper_operator.hold_order('1', 'x');
select throws_ok(
  $$ select play.retry('1') $$, 'P0001', 'Order 1 is held: shipkeeper_operator.release_order lets it go.', 'held by an operator'
);
select play.make_ghost('7', p_shipstation_id => 'x'), play.run();
select throws_like($$ select play.retry('7') $$, 'Order 7 is held: %', 'held by Shipkeeper');

-- Nothing to do.
select throws_ok(
  format('select play.retry(%L)', n), 'P0001',
  format(
    'Nothing of order %s waits to be asked for: it is no ghost that a cycle has found, nor refused, in conflict or under review.',
    coalesce(shipkeeper.printable(n), '<NULL>')
  ), 'none: ' || coalesce(shipkeeper.printable(n), 'null')
)
from unnest(array['99', E'a\nb', null]) as n;
select is((select count(*) from shipkeeper.operator_action where action = 'retry_order'), 5::bigint, 'each that did something is kept');
select is(
  play.as_role('shipkeeper_analyst', $$ select shipkeeper_operator.retry_order('1', 'x') $$),
  '42501 permission denied for schema shipkeeper_operator', 'an analyst does not'
);

select * from finish();
rollback;
