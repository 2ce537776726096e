-- A row in every view of the report, with values that are easily garbled: cents, ids of 19 digits, times, texts of other scripts.
insert into public.sku_lot (sku, lot, active) values ('17612', '250300', 1), ('17612', '250237', 0);
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, created_at)
values
('1', '2025-11-03', 'awaiting_shipment', '9223372036854775807', '2025-11-03 10:00'), ('2', '2025-11-03', 'pending', null, '2025-11-03 10:00'),
('3', '2025-11-03', 'awaiting_shipment', '73', '2025-11-03 10:00'), ('4 ünïcödé 😀', '2025-11-03', 'on_hold', '74', '2025-11-03 10:00');
insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id)
select o.id, t.sku, t.sku_lot, t.quantity, t.cents, t.item_id
from public.orders_inbox as o
cross join (
  values ('17612', '17612 - 250237', 3, 2147483647, 9223372036854775807), ('NO-SKU', null, 1, 1, 5), ('A', null, 2, null, null)
) as t (sku, sku_lot, quantity, cents, item_id)
where o.order_number = '3';
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select o.id, 'B', 2 from public.orders_inbox as o where o.order_number like '4%';
insert into shipkeeper.cycle (kind, worker, protocol_version, options, writes_allowed, started_at, ended_at, outcome, figures)
values (
  'run', 'host:1', 2, '{}', false, now() - interval '1 hour', now() - interval '59 minutes 59.876543 seconds', 'done',
  '{"cycle": {"duration_seconds": 0.123, "requests": 1, "rate_limited": false}, "ghosts": {"backfilled": 1, "errors": 0}}'
);
insert into shipkeeper.request (
  cycle_id, work_kind, method, path, order_inbox_id, timeout_seconds, state, sent_at, answered_at, status, verdict, answer_bytes, is_divisible
)
select c.cycle_id, 'ghosts', 'GET', '/orders/73', 3, 10, 'worked', now() - interval '0.123456 seconds', now(), 200, 'answer', 5000000000, false
from shipkeeper.cycle as c;
insert into shipkeeper.order_outcome (cycle_id, work_kind, order_inbox_id, order_number, shipstation_order_id, outcome, recorded_at)
select c.cycle_id, 'ghosts', o.id, o.order_number, o.shipstation_order_id, 'backfilled', now()
from shipkeeper.cycle as c cross join public.orders_inbox as o where o.order_number = '3';
insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at, held_reason, held_at)
select o.id, o.order_number, o.shipstation_order_id, now(), now(), 'invalid_id', now() from public.orders_inbox as o where o.order_number = '1';
insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
values (9, '9', '79', 'not_found', 'pending', now(), 1);
insert into shipkeeper.daily_figure (day, work_kind, figure, of_day, value) values ('2025-11-03', 'ghosts', 'backfilled', 'sum', 12345678901234.5);
insert into shipkeeper.lot_review (
  order_inbox_id, order_number, shipstation_order_id, opened_at, opened_by, state, outcome, next_look_at, closed_at, normalised, sku_changes
)
values (3, '3', '73', now(), 'shop', 'closed', 'verified', now(), now(), '{a,b}', '[{"base_sku": "17612"}]');
insert into shipkeeper.lot_update_audit (
  lot_review_id, order_inbox_id, order_number, shipstation_order_id, order_item_id, base_sku, old_lot, new_lot, updated_by, updated_at, reason,
  dry_run, digest_before, digest_after
)
values (1, 3, '3', '73', 9223372036854775807, '17612', '250200', '250237', 'automatic', now(), 'verified', false, 'x', 'y');
insert into shipkeeper.number_conflict (
  shipstation_order_id, order_number, order_inbox_id, status_in_shipstation, status_here, units_in_shipstation, units_here, reason, found_at,
  seen_at, next_attempt_at
)
values ('99', '3', 3, 'shipped', 'pending', '{"A": 2}', '{"B": 3, "A": 1}', 'units_differ', now(), now(), now());
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
values ('98', '98', 'orderStatus is no text', now(), now());
insert into shipkeeper.repeated_sku (shipstation_order_id, order_number, sku, lines, units, found_at, seen_at)
values ('73', '3', '17612', 2, 5, now(), now());
insert into shipkeeper.difference (shipstation_order_id, order_number, what, here, in_shipstation, found_at, counted_at, looks, next_look_at)
values ('73', '3', 'status', 'pending', 'shipped', now(), now(), 2, now());
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, units_here, seen_at, cycle_id)
values ('74', '4', 'on_hold', 9007199254740993, 2, now(), 1);
insert into shipkeeper.progress (work_kind, got_on_at, reached_at) values ('sync', now(), now());
insert into shipkeeper.operator_action (action, reason, acted_by, acted_at) values ('pause', 'stock', 'shop_operator', now());
