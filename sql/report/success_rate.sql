-- Each order counts once, by what became of it last in the period: one that failed first and got its lines then is no failure.
create or replace view shipkeeper_report.success_rate as
with span as (
  select
    t.period,
    ((clock_timestamp() at time zone s.shop_time_zone)::date - t.days)::timestamp at time zone s.shop_time_zone as since
  from (values ('today', 0), ('7 days', 6), ('30 days', 29)) as t (period, days)
  cross join (select o.shop_time_zone from shipkeeper.settings as o limit 1) as s
),
-- All periods end now: what came last of an order is the last in each that it falls in.
last_outcome as (
  select distinct on (o.order_inbox_id, n.id) o.outcome, o.recorded_at
  from shipkeeper.order_outcome as o
  -- An order that is not here goes by its ShipStation id.
  cross join lateral (select case when o.order_inbox_id is null then o.shipstation_order_id end as id) as n
  where o.work_kind = 'ghosts' and o.recorded_at >= (select min(s.since) from span as s)
  order by o.order_inbox_id asc, n.id asc, o.order_outcome_id desc
)
select
  p.period,
  p.since,
  n.backfilled,
  n.failed,
  n.held,
  -- Cut, not rounded: 100.0 says that none is left.
  trunc(100.0 * n.backfilled / nullif(n.backfilled + n.failed + n.held, 0), 1) as percent
from span as p
cross join lateral (
  select
    (count(*) filter (where l.outcome = 'backfilled'))::integer as backfilled,
    (count(*) filter (where l.outcome = 'error'))::integer as failed,
    (count(*) filter (where l.outcome = 'held'))::integer as held
  from last_outcome as l
  where l.recorded_at >= p.since
) as n;
comment on view shipkeeper_report.success_rate is
'How many of the orders whose lines were asked for got them, by order: today, and the last 7 and 30 days with it, by the shop''s days. '
'Orders that have no lines in ShipStation either, or were cancelled since, count in neither direction. Key: period.';
comment on column shipkeeper_report.success_rate.period is 'today, 7 days or 30 days.';
comment on column shipkeeper_report.success_rate.since is 'Midnight at which it began, in the shop''s time zone.';
comment on column shipkeeper_report.success_rate.backfilled is 'Orders that got their lines.';
comment on column shipkeeper_report.success_rate.failed is 'Orders whose last attempt failed: they are asked for again.';
comment on column shipkeeper_report.success_rate.held is 'Orders held for a person.';
comment on column shipkeeper_report.success_rate.percent is 'Those that got their lines, of all three, cut to a tenth; null: none.';
