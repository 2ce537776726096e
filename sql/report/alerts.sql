-- What the runs keep, and live what none can say of itself: that it does not run, or is paused. A few rows each, so that asking often
-- costs nothing.
create or replace view shipkeeper_report.alerts as
select
  a.severity,
  a.kind as alert,
  a.sentence as subject,
  a.since,
  a.remedy,
  a.order_number,
  a.cases,
  a.last_seen_at,
  a.details,
  'alert ' || a.alert_id as source
from shipkeeper.alert as a
where a.ended_at is null
union all
select
  k.severity,
  k.kind,
  format('No cycle has ended well for %s.', coalesce(date_trunc('second', l.now - d.well_at)::text, 'as long as is known')),
  d.well_at,
  coalesce(shipkeeper_report.no_cycle_remedy(), k.remedy),
  null,
  1,
  l.now,
  'shipkeeper_report.' || k.details,
  k.kind as source
from shipkeeper.alert_kind as k
cross join shipkeeper.settings as s
cross join lateral (select clock_timestamp() as now) as l
cross join
  lateral (
    -- Where none ever has: as long as runs have begun.
    select coalesce(
      (
        select c.ended_at
        from shipkeeper.cycle as c
        where
          c.kind = 'run' and c.outcome in ('done', 'incomplete', 'no_progress') and coalesce(c.stop_reason, '') not in ('paused', 'stopped')
          -- The server's clock may have been ahead.
          and c.ended_at <= l.now
        order by c.cycle_id desc
        limit 1
      ),
      (
        select c.started_at
        from shipkeeper.cycle as c
        where c.kind = 'run' and c.started_at <= l.now
        order by c.cycle_id
        limit 1
      )
    ) as well_at
  ) as d
where k.kind = 'no_cycle' and (d.well_at is null or d.well_at < l.now - s.alert_after)
union all
select
  k.severity,
  k.kind,
  format(
    'The work %s has not got on for %s: %s.', g.work_kind, date_trunc('second', l.now - t.since), g.problem
  ),
  t.since,
  case
    when g.problem like 'the watermark cannot be written%'
      then 'Let the owner of public.sync_watermark write the row shipkeeper there: a trigger, a check or a right of the shop''s refuses it.'
    when g.problem like 'the watermark %'
      then
        'Mend last_sync_timestamp of the row shipkeeper in public.sync_watermark, or delete that row: then what changed within '
        'sync_first_window is read anew.'
    when g.problem like 'no request or no time %'
      then
        'See shipkeeper_report.settings: quota_reserve leaves it too few requests, or cycle_budget too little time; or another program '
        'uses up ShipStation''s limit.'
    when g.problem like '% locked by another program'
      then 'Look at pg_stat_activity for a transaction that stays open, and end it: it keeps these orders locked.'
    when g.problem like 'database failure %'
      then
        'The database refuses what is to be written: the code after "database failure" is PostgreSQL''s (appendix A of its manual), a name '
        'after it a constraint''s; look at the constraints and triggers of orders_inbox and order_items_inbox.'
    else k.remedy
  end,
  null,
  1,
  l.now,
  'shipkeeper_report.' || k.details,
  k.kind || ' ' || g.work_kind
from shipkeeper.alert_kind as k
cross join shipkeeper.settings as s
join shipkeeper.progress as g on g.problem is not null
-- What a release has taken away gets on no more.
join shipkeeper.known_kind as n on n.work_kind = g.work_kind
left join shipkeeper.cycle as w on w.cycle_id = g.well_in
left join shipkeeper.cycle as f on f.cycle_id = g.failing_from
cross join lateral (select clock_timestamp() as now) as l
cross join
  lateral (
    -- It was well last before it failed first, unless the server's clock was ahead then.
    select least(w.ended_at, g.well_at, f.started_at, g.failing_since) as since
  ) as t
where k.kind = 'no_progress' and t.since not between l.now - s.alert_after and l.now;
comment on view shipkeeper_report.alerts is
'What needs a person now: no row, nothing to do. Kept by the runs; only no_cycle and no_progress are computed when it is asked for. '
'Key: source.';
comment on column shipkeeper_report.alerts.severity is 'critical or warning.';
comment on column shipkeeper_report.alerts.alert is 'The kind, one of shipkeeper.alert_kind: the README has what each means.';
comment on column shipkeeper_report.alerts.subject is 'What is wrong, in a sentence.';
comment on column shipkeeper_report.alerts.since is 'Since when; null: not known.';
comment on column shipkeeper_report.alerts.remedy is 'What to do, in a sentence, with the call where there is one.';
comment on column shipkeeper_report.alerts.order_number is 'The order''s number; null: it is about no single order.';
comment on column shipkeeper_report.alerts.cases is 'How many it stands for: above 100 of one kind they are one row.';
comment on column shipkeeper_report.alerts.last_seen_at is 'The end of the last run that found it.';
comment on column shipkeeper_report.alerts.details is 'The view that has more of it.';
comment on column shipkeeper_report.alerts.source is 'Which it is, as long as it lasts: unique.';
