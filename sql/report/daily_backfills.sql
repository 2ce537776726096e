-- By order, as success_rate; daily_figures has the days before keep_logs, by attempt.
create or replace view shipkeeper_report.daily_backfills as
select
  l.day,
  count(*)::integer as found,
  (count(*) filter (where l.outcome = 'backfilled'))::integer as healed,
  (count(*) filter (where l.outcome = 'error'))::integer as failed,
  (count(*) filter (where l.outcome = 'held'))::integer as held,
  round(
    100.0 * count(*) filter (where l.outcome = 'backfilled')
    / nullif(count(*) filter (where l.outcome in ('backfilled', 'error', 'held')), 0), 1
  ) as percent
from (
  select distinct on (d.day, o.order_inbox_id)
    d.day,
    o.outcome
  from shipkeeper.order_outcome as o
  cross join
    lateral (
      select (o.recorded_at at time zone (select s.shop_time_zone from shipkeeper.settings as s))::date as day
    ) as d
  where o.work_kind = 'ghosts'
  order by d.day asc, o.order_inbox_id asc, o.order_outcome_id desc
) as l
group by l.day;
comment on view shipkeeper_report.daily_backfills is
'What became of the orders without lines on each day, by order and in the shop''s time zone, as far back as keep_logs. Key: day.';
comment on column shipkeeper_report.daily_backfills.day is 'The day.';
comment on column shipkeeper_report.daily_backfills.found is 'Orders without lines of which something was recorded.';
comment on column shipkeeper_report.daily_backfills.healed is 'Those that got their lines.';
comment on column shipkeeper_report.daily_backfills.failed is 'Those whose last attempt of the day failed.';
comment on column shipkeeper_report.daily_backfills.held is 'Those held for a person.';
comment on column shipkeeper_report.daily_backfills.percent is 'Healed, of those that were healed, failed or held; null: none was.';
