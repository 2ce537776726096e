-- Gives Shipkeeper a past: :cycles cycles with a request and an outcome each, all orders seen by the sync, some cancellations, lines
-- without SKU, reviews of lots, and orders that could not be used or whose numbers two orders carry.
-- psql variables: cycles.
insert into shipkeeper.cycle (kind, worker, protocol_version, options, writes_allowed, started_at, ended_at, outcome, figures)
select
  'run', 'host-' || n % 2, 2, jsonb_build_object('kind', 'run'), false, moment, moment + interval '2 seconds', 'done',
  jsonb_build_object(
    'cycle', jsonb_build_object('duration_seconds', 2.0, 'requests', 1, 'rate_limited', false),
    'ghosts', jsonb_build_object(
      'ghost_orders_found', 1, 'backfilled', 1, 'cancelled', 0, 'work_in_progress', 0, 'skipped', 0, 'held', 0, 'errors', 0
    )
  )
from generate_series(1, :cycles) as n
cross join lateral (select now() - (:cycles - n) * interval '5 minutes' as moment) as m;

insert into shipkeeper.request (
  cycle_id, work_kind, method, path, order_inbox_id, shipstation_order_id, timeout_seconds, state, sent_at, answered_at,
  status, verdict, stop, answer_bytes, is_divisible
)
select
  c.cycle_id, 'ghosts', 'GET', '/orders/' || 900000000 + c.cycle_id, c.cycle_id, 900000000 + c.cycle_id, 10, 'worked',
  c.started_at, c.started_at + interval '0.3 seconds', 200, 'answer', false, 5000, false
from shipkeeper.cycle as c;

insert into shipkeeper.order_outcome (
  cycle_id, request_id, work_kind, order_inbox_id, order_number, shipstation_order_id, outcome, recorded_at
)
select r.cycle_id, r.request_id, 'ghosts', r.order_inbox_id, r.order_inbox_id, r.shipstation_order_id, 'backfilled', r.answered_at
from shipkeeper.request as r;

insert into shipkeeper.message (cycle_id, level, message, recorded_at)
select c.cycle_id, 'info', '👻 Found 1 ghost orders with 0 items', c.started_at from shipkeeper.cycle as c;

insert into shipkeeper.ghost_search (cycle_id, ghosts, without_shipstation_id, searched_at, requests_allowed, requests_recorded)
select c.cycle_id, 1, 0, c.started_at, 1, 1 from shipkeeper.cycle as c;

insert into shipkeeper.cancellation (
  order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id
)
select r.order_inbox_id, r.order_inbox_id, r.shipstation_order_id, 'not_found', 'uploaded', r.answered_at, r.cycle_id
from shipkeeper.request as r
where r.cycle_id % 100 = 0;

update public.order_items_inbox set sku = 'NO-SKU' where order_inbox_id % 10000 = 0 and quantity = 1;

insert into shipkeeper.repeated_sku (shipstation_order_id, order_number, sku, lines, units, found_at, seen_at)
select o.shipstation_order_id, o.order_number, i.sku, 2, 2, now(), now()
from public.orders_inbox as o
join public.order_items_inbox as i on i.order_inbox_id = o.id and i.quantity = 1
where o.id % 1000 = 1;

insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
select o.shipstation_order_id, o.order_number, 'orderStatus is no text', now(), now()
from public.orders_inbox as o
where o.id % 1000 = 2;

insert into shipkeeper.number_conflict (
  shipstation_order_id, order_number, order_inbox_id, other_shipstation_order_id, status_in_shipstation, status_here,
  units_in_shipstation, units_here, reason, found_at, seen_at, next_attempt_at
)
select
  '8' || o.shipstation_order_id, o.order_number, o.id, o.shipstation_order_id, 'shipped', o.status,
  jsonb_build_object('17612', 5), jsonb_build_object('17612', 6), 'another_id', now(), now(), now()
from public.orders_inbox as o
where o.id % 1000 = 3;

-- Of every thousandth order other units were seen than are here.
insert into shipkeeper.seen_order (
  shipstation_order_id, order_number, order_status, modify_date, units, units_here, seen_at, cycle_id, was_applied
)
select
  o.shipstation_order_id, o.order_number, case when o.status in ('pending', 'uploaded') then 'awaiting_shipment' else o.status end, now() at time zone 'America/Los_Angeles', l.units, l.units - (o.id % 1000 = 4)::integer,
  now(), 1, true
from public.orders_inbox as o
join (select i.order_inbox_id, sum(i.quantity) as units from public.order_items_inbox as i group by i.order_inbox_id) as l
  on l.order_inbox_id = o.id;
update shipkeeper.seen_order as s set units = s.units + 1 where s.units_here <> s.units;

insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, attempts, next_attempt_at)
select w.order_inbox_id, w.order_number, w.shipstation_order_id, now() - interval '1 hour', 1, now()
from shipkeeper.orders_without_lines as w;

insert into shipkeeper.daily_figure (day, work_kind, figure, of_day, value)
select current_date - n, k.work_kind, f.name, f.of_day, n % 90
from generate_series(0, 3650) as n
cross join shipkeeper.work_kind as k
cross join lateral unnest(k.figures) as f;
insert into shipkeeper.figure_total (work_kind, figure, total)
select d.work_kind, d.figure, sum(d.value) from shipkeeper.daily_figure as d where d.of_day = 'sum' group by d.work_kind, d.figure
on conflict (work_kind, figure) do update set total = excluded.total;

insert into shipkeeper.order_status_history (
  order_inbox_id, order_number, to_status, entry, changed_at, changed_by, application_name
)
select o.id, o.order_number, o.status, 'found', now(), 'shop_program', '' from public.orders_inbox as o;

insert into shipkeeper.lot_review (
  order_inbox_id, order_number, shipstation_order_id, from_status, to_status, opened_at, opened_by, state, outcome, next_look_at, closed_at
)
select o.id, o.order_number, o.shipstation_order_id, 'on_hold', 'awaiting_shipment', now(), 'shop_program', 'closed', 'verified', now(), now()
from public.orders_inbox as o
where o.id % 10 = 5;
insert into shipkeeper.lot_update_audit (
  lot_review_id, order_inbox_id, order_number, shipstation_order_id, order_item_id, base_sku, old_lot, new_lot, updated_by, updated_at,
  reason, dry_run, digest_before
)
select r.lot_review_id, r.order_inbox_id, r.order_number, r.shipstation_order_id, 1, '17612', '1', '2', 'automatic', now(), 'verified', false, ''
from shipkeeper.lot_review as r;
insert into public.sku_lot (sku, lot, active) select s::text, '250300', 1 from generate_series(17000, 17499) as s;
update public.order_items_inbox set sku_lot = sku || ' - 250237' where order_inbox_id % 1000 = 6;

insert into shipkeeper.audit (subject, object, old_value, new_value, changed_by, application_name, changed_at)
select 'active_lot', '17612 - ' || n, '0', '1', 'shop_program', '', now() from generate_series(1, 10000) as n;
insert into shipkeeper.operator_action (action, reason, acted_by, acted_at)
select 'release_order', 'benchmark', 'shop_operator', now() from generate_series(1, 10000);

-- A round has just ended: an idle cycle begins none.
insert into shipkeeper.round (started_at, statuses_left, ended, ended_at) values (now(), '{}', 'done', now());
