-- Each order counts once, by what became of it last in the period: one that failed first and got its lines then is no failure.
create or replace view shipkeeper_report.success_rate as
select
  p.period,
  p.since,
  n.backfilled,
  n.failed,
  n.held,
  round(100.0 * n.backfilled / nullif(n.backfilled + n.failed + n.held, 0), 1) as percent
from (
  select
    t.period,
    ((clock_timestamp() at time zone s.shop_time_zone)::date - t.days)::timestamp at time zone s.shop_time_zone as since
  from (values ('today', 0), ('7 days', 6), ('30 days', 29)) as t (period, days)
  cross join (select o.shop_time_zone from shipkeeper.settings as o limit 1) as s
) as p
cross join lateral (
  select
    (count(*) filter (where l.outcome = 'backfilled'))::integer as backfilled,
    (count(*) filter (where l.outcome = 'error'))::integer as failed,
    (count(*) filter (where l.outcome = 'held'))::integer as held
  from (
    select distinct on (o.order_inbox_id) o.outcome
    from shipkeeper.order_outcome as o
    where o.work_kind = 'ghosts' and o.recorded_at >= p.since
    order by o.order_inbox_id asc, o.order_outcome_id desc
  ) as l
) as n;
comment on view shipkeeper_report.success_rate is
'How many of the orders whose lines were asked for got them, by order: today, and the last 7 and 30 days with it, by the shop''s days. '
'Orders that have no lines in ShipStation either, or were cancelled, count in neither direction. Key: period.';
comment on column shipkeeper_report.success_rate.period is 'today, 7 days or 30 days.';
comment on column shipkeeper_report.success_rate.since is 'Midnight at which it began, in the shop''s time zone.';
comment on column shipkeeper_report.success_rate.backfilled is 'Orders that got their lines.';
comment on column shipkeeper_report.success_rate.failed is 'Orders whose last attempt failed: they are asked for again.';
comment on column shipkeeper_report.success_rate.held is 'Orders held for a person.';
comment on column shipkeeper_report.success_rate.percent is 'Those that got their lines, of all three; null: there were none.';
