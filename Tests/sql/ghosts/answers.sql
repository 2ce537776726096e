-- What each kind of answer does to a ghost.
begin;
\ir ../prelude.psql
select plan(40);
select play.keep_sku_rule();

-- Product lines; every status of ShipStation's is taken over.
select play.make_ghost('1' || n) from generate_series(0, 5) as n;
select play.answer_order('10', 'awaiting_payment', play.item('A'));
select play.answer_order('11', 'on_hold', play.item('A'));
select play.answer_order('12', 'pending_fulfillment', play.item('A'));
select play.answer_order('13', 'rejected_fulfillment', play.item('A'));
select play.answer_order('14', 'awaiting_shipment', play.item('A', 2), play.item('B', 3));
select play.answer_order('15', 'cancelled', play.item('A', 4));
select is(play.run(), 'done', 'a cycle with every status ends well');
select is(play.header('10'), 'awaiting_payment 1', 'awaiting_payment is taken over');
select is(play.header('11'), 'on_hold 1', 'on_hold is taken over');
select is(play.header('12'), 'pending_fulfillment 1', 'pending_fulfillment is taken over');
select is(play.header('13'), 'rejected_fulfillment 1', 'rejected_fulfillment is taken over');
select is(play.header('14'), 'awaiting_shipment 5', 'total_items is the sum of the quantities');
select ok(
  'info: ✅ Backfilled order 14: 5 items (SKU A, B), status: awaiting_shipment' = any(play.said()), 'all SKUs are named'
);
select is(
  (select updated_at > clock_timestamp() at time zone 'Etc/UTC' - interval '1 minute' from public.orders_inbox
    where order_number = '14'),
  true, 'updated_at is set'
);
select is(play.header('15'), 'cancelled 4', 'cancelled: the status is taken over');
select is(play.lines('15'), array['A||4|1000'], 'cancelled: the lines as well');
select is(play.outcome_of('15'), 'cancelled: cancelled_in_shipstation', 'cancelled: counted as such');
select ok(
  'warning: ⚠️ Order 15 is cancelled in ShipStation - marked as cancelled' = any(play.said()), 'cancelled: message'
);
select results_eq(
  $$ select reason, previous_status from shipkeeper.cancellation where order_number = '15' $$,
  $$ values ('cancelled_in_shipstation', 'awaiting_shipment') $$, 'cancelled: the previous status is kept'
);
select figures_are from play.figures_are(
  '{"ghost_orders_found": 6, "backfilled": 5, "cancelled": 1, "work_in_progress": 0, "skipped": 0, "held": 0, '
  '"errors": 0, "rate_limited": false, "requests": 6}', 'metrics'
);

-- No product line.
select play.make_ghosts('20', '21', '22', '23');
select play.answer_order('20', 'shipped');
select play.answer_order('21', 'cancelled');
select play.answer_order('22', 'on_hold');
select play.answer_order('23', 'shipped', play.item('A', 0));
select is(play.run(), 'done', 'a cycle with orders without lines ends well');
select is(play.header('20'), 'shipped 0', 'shipped without lines: the status is taken over');
select is(play.outcome_of('20'), 'skipped: shipped_without_items', 'shipped without lines: counted as skipped');
select ok(
  'warning: ⚠️ Order 20 was shipped in ShipStation with 0 items - marked as shipped' = any(play.said()),
  'shipped without lines: message'
);
select is(play.header('21'), 'cancelled 0', 'cancelled without lines: the status is taken over');
select is(play.outcome_of('22'), 'work_in_progress', 'on hold without lines: work in progress');
select is(play.outcome_of('23'), 'skipped: shipped_without_items', 'quantity 0 is no line');
select play.run();
select is(play.sent(), '{}', 'none of them is asked for again at once');
delete from public.orders_inbox where order_number = '22';

-- A repeated SKU, while the shop's constraint stands.
select play.make_ghosts('30', '31');
insert into public.sku_lot (sku, lot) values ('17612', '250300');
select play.answer_order('30', 'shipped', play.item('A', 1), play.item('A', 2));
select play.answer_order('31', 'shipped', play.item('17612 - 250300', 1), play.item('17612-250301', 2));
select is(play.run(), 'done', 'a cycle with repeated SKUs ends well');
select is(play.header('30') || play.lines('30')::text, 'awaiting_shipment 0{}', 'a repeated SKU: nothing is written');
select is(play.outcome_of('30'), 'held: duplicate_sku', 'a repeated SKU: held');
select ok(
  'critical: 🚨 CRITICAL: Order 30 has duplicate SKUs - constraint violation risk!' = any(play.said()),
  'a repeated SKU: message'
);
select is(play.outcome_of('31'), 'held: duplicate_sku', 'two lots of one SKU are a repeated SKU');
select play.figures_are('{"held": 2, "errors": 0}', 'a repeated SKU: metrics');
select play.run();
select is(play.sent(), '{}', 'a repeated SKU: not asked for again');

-- Without the constraint both lines are stored, and what was held for it is asked for again.
select play.free_sku_rule();
select is(play.run(), 'done', 'a cycle after the constraint is dropped ends well');
select is(play.lines('30'), array['A||1|1000', 'A||2|1000'], 'without the constraint both lines are stored');
select ok(
  'info: ✅ Backfilled order 30: 3 items (SKU A), status: shipped' = any(play.said()), 'a SKU is named once'
);

-- Failures of the API: this order is skipped, the others go on, nothing is held against it.
select play.make_ghosts('40', '41', '42', '43');
select play.answer('40', 500, '{"ExceptionMessage": "x"}');
select play.answer_failure('41', 'timeout');
select play.answer('42', 400, '{"Message": "x"}');
select play.answer_order('43', 'shipped', play.item('A'));
select is(play.run(), 'done', 'a cycle with failures ends well');
select is(
  play.said(), array[
    'info: 👻 Found 4 ghost orders with 0 items',
    'error: ❌ Error backfilling order 42: API answered 400',
    'info: ✅ Backfilled order 43: 1 items (SKU A), status: shipped',
    'error: ❌ Error backfilling order 40: API answered 500',
    'error: ❌ Error backfilling order 41: API timeout',
    'info: 👻 Ghost order backfill: 1 fixed, 0 WIP, 3 errors'
  ], 'messages of failures'
);
select play.figures_are('{"backfilled": 1, "errors": 3}', 'metrics of failures');
select play.run();
select is(
  play.sent(), array['/orders/740', '/orders/741'], 'API failures come again in the next cycle, an odd answer later'
);

-- More SKUs than a message names.
select play.make_ghost('50');
select play.answer_order(
  '50', 'shipped', play.item('A'), play.item('B'), play.item('C'), play.item('D'), play.item('E'), play.item('F')
);
select play.run();
select ok(
  'info: ✅ Backfilled order 50: 6 items (SKU A, B, C, D, E, …), status: shipped' = any(play.said()),
  'a message names five SKUs at most'
);

-- An order that fails again, or still has no lines.
delete from public.orders_inbox;
select play.make_ghosts('40', '41', '42'), play.answer('40', 500), play.answer_failure('41', 'timeout'), play.answer('42', 400), play.run();
select play.make_due(), play.run();
select is(
  play.said(), array['info: 👻 Ghost order backfill: 0 fixed, 0 WIP, 3 errors'], 'an order that fails again is said once, as long as it fails alike'
);
select play.answer('42', 404), play.answer_failure('41', 'dns'), play.answer_order('40', 'on_hold'), play.make_due(), play.run();
select is(
  play.said(), array[
    'warning: ⚠️ Order 40 has 0 items in ShipStation - may be work-in-progress',
    'warning: ⚠️ Order 42 not found in ShipStation (404) - marked as cancelled',
    'error: ❌ Error backfilling order 41: API host name not found (DNS)',
    'info: 👻 Ghost order backfill: 0 fixed, 1 WIP, 1 errors, 1 cancelled'
  ], 'what has changed is said'
);
select play.make_due(), play.run();
select is(play.said(), array['info: 👻 Ghost order backfill: 0 fixed, 1 WIP, 1 errors'], 'and then no more');
delete from public.orders_inbox where order_number in ('40', '41');

select * from finish();
rollback;
