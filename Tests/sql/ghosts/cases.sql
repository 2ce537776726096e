-- The cases that the shop gave, each driven as the runner drives it.
begin;
\ir ../prelude.psql
select plan(27);

-- An order shipped in ShipStation gets its lines.
select play.make_ghost('100528');
select play.answer_order('100528', 'shipped', play.item('17612', 2, 19.99));
select is(play.run(), 'done', 'case 1: the cycle is done');
select is(play.header('100528'), 'shipped 2', 'case 1: status and total_items are ShipStation''s');
select is(play.lines('100528'), array['17612||2|1999'], 'case 1: the line is stored, 19.99 as 1999 cents');
select play.figures_are('{"backfilled": 1, "errors": 0}', 'case 1: metrics');
select is(play.said(), array[
  'info: 👻 Found 1 ghost orders with 0 items',
  'info: ✅ Backfilled order 100528: 2 items (SKU 17612), status: shipped',
  'info: 👻 Ghost order backfill: 1 fixed, 0 WIP, 0 errors'
], 'case 1: messages');

-- An order that ShipStation has no lines of yet.
select play.make_ghost('100529');
select play.answer_order('100529', 'awaiting_shipment');
create temporary table before_case_2 as select * from public.orders_inbox where order_number = '100529';
select is(play.run(), 'done', 'case 2: the cycle is done');
select results_eq(
  'select * from public.orders_inbox where order_number = ''100529''', 'select * from before_case_2',
  'case 2: nothing changed'
);
select play.figures_are('{"work_in_progress": 1, "errors": 0}', 'case 2: metrics');
select is(
  play.said(),
  array[
    'info: 👻 Found 1 ghost orders with 0 items',
    'warning: ⚠️ Order 100529 has 0 items in ShipStation - may be work-in-progress',
    'info: 👻 Ghost order backfill: 0 fixed, 1 WIP, 0 errors'
  ],
  'case 2: messages'
);
delete from public.orders_inbox where order_number = '100529';

-- An order that ShipStation does not know.
select play.make_ghost('100530');
select play.answer('100530', 404, '{"Message": "Not found"}');
select is(play.run(), 'done', 'case 3: the cycle is done');
select is(play.header('100530'), 'cancelled 0', 'case 3: the order is cancelled');
select play.figures_are('{"cancelled": 1, "errors": 0}', 'case 3: metrics');
select is(
  (play.said())[2], 'warning: ⚠️ Order 100530 not found in ShipStation (404) - marked as cancelled', 'case 3: message'
);

-- An order that has lines.
with header as (
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
  values ('100531', '2025-11-03', 'awaiting_shipment', '7100531', 3)
  returning id
)
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, '17612', 3 from header;
select is(play.run(), 'done', 'case 4: the cycle is done');
select is(play.sent(), '{}', 'case 4: no request');
select play.figures_are('{"ghost_orders_found": 0, "requests": 0}', 'case 4: metrics');
select is(play.said(), '{}', 'case 4: nothing is said');
select is(play.header('100531'), 'awaiting_shipment 3', 'case 4: untouched');

-- Five ghosts, and ShipStation's limit is hit by the third request.
select play.make_ghosts('1', '2', '3', '4', '5');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 5) as n;
select play.answer('3', 429);
select is(play.run(), 'rate_limited', 'case 5: the cycle says so');
select is(play.sent(), array['/orders/71', '/orders/72', '/orders/73'], 'case 5: three requests, none after');
select play.figures_are('{"backfilled": 2, "rate_limited": true, "errors": 0}', 'case 5: metrics');
select ok(
  'warning: ⚠️ Hit rate limit (429) - stopping backfill, will retry next cycle' = any(play.said()), 'case 5: message'
);
update shipkeeper.quota set blocked_until = clock_timestamp(), resets_at = clock_timestamp();
select play.answer_order('3', 'shipped', play.item('A'));
select is(play.run(), 'done', 'case 5: the next cycle is done');
select play.figures_are(
  '{"ghost_orders_found": 3, "backfilled": 3, "rate_limited": false, "errors": 0}', 'case 5: it does the other three'
);

-- A ghost without a ShipStation id.
insert into public.orders_inbox (order_number, order_date, status) values ('100533', '2025-11-03', 'awaiting_shipment');
select is(play.run(), 'done', 'case 6: the cycle is done');
select is(play.sent(), '{}', 'case 6: no request');
select play.figures_are('{"ghost_orders_found": 0, "errors": 0}', 'case 6: not counted');

select * from finish();
rollback;
