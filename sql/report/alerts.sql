-- From our own bookkeeping alone, so that asking often costs nothing.
create or replace view shipkeeper_report.alerts as
with last_cycle as (
  select c.* from shipkeeper.cycle as c where c.ended_at is not null order by c.cycle_id desc limit 1
)
select
  'critical' as severity,
  'cancellations_stopped' as alert,
  'Too many orders were not found in ShipStation (404): nothing is cancelled until an operator resumes.' as subject,
  s.stopped_at as since,
  'See whether the API key is of the right account; then shipkeeper_operator.undo_cancellations and resume_cancellations.'
    as remedy
from shipkeeper.cancellation_stop as s
where s.stopped_at is not null
union all
select
  'critical',
  'credentials_refused',
  'ShipStation refused the credentials in the last cycle.',
  c.started_at,
  'Check SHIPSTATION_API_KEY and SHIPSTATION_API_SECRET, and that the plan includes API access.'
from last_cycle as c
where c.outcome = 'credentials_refused'
union all
select
  'critical',
  'no_cycle',
  format('No cycle has ended well for %s.', coalesce(
    date_trunc('second', clock_timestamp() - d.ended_at)::text, 'as long as is known'
  )),
  d.ended_at,
  case
    when p.paused_at is not null then 'It is paused: shipkeeper_operator.resume.'
    else 'Look at shipkeeper_report.cycles, and at the timer and its log.'
  end
from shipkeeper.settings as s
cross join shipkeeper.pause as p
left join lateral (
  select c.ended_at from shipkeeper.cycle as c where c.outcome = 'done' and c.kind = 'run' order by c.cycle_id desc limit 1
) as d on true
where d.ended_at is null or d.ended_at < clock_timestamp() - s.alert_after
union all
select
  'critical',
  'lot_mismatches',
  format('%s orders differ in ShipStation from what was sent with their new lots.', count(*)),
  min(r.closed_at),
  'Mend each in ShipStation by hand: shipkeeper_report.lot_reviews, outcome mismatch. Older than a day it leaves this list.'
from shipkeeper.lot_review as r
where r.outcome = 'mismatch' and r.closed_at > clock_timestamp() - interval '24 hours'
having count(*) > 0
union all
select
  'warning',
  'lots_unconfirmed',
  format('%s lot updates were sent more than an hour ago, and nobody knows yet whether ShipStation took them.', count(*)),
  min(r.read_at),
  'Look at the orders in ShipStation: shipkeeper_report.lot_reviews, state posted, and why no look at them succeeds.'
from shipkeeper.lot_review as r
where r.state = 'posted' and r.read_at < clock_timestamp() - interval '1 hour'
having count(*) > 0
union all
select
  'warning',
  'held_orders',
  format(case count(*) when 1 then '%s order is held: %s.' else '%s orders are held: %s.' end, count(*), h.held_reason),
  min(h.held_at),
  'Look at shipkeeper_report.held_orders; then shipkeeper_operator.release_order.'
from shipkeeper_report.held_orders as h
group by h.held_reason
union all
select
  'warning',
  'many_ghosts',
  format('%s orders with a ShipStation id have no lines.', count(*)),
  min(g.first_seen_at),
  'Look at shipkeeper_report.ghost_orders: what became of the last attempts says why.'
from shipkeeper.ghost as g
having count(*) > (select s.alert_ghosts from shipkeeper.settings as s)
union all
select
  'warning',
  'stale_empty_orders',
  format('%s orders with a ShipStation id have had no lines for more than 24 hours.', count(*)),
  min(g.first_seen_at),
  'Look at shipkeeper_report.stale_empty_orders: give them lines in ShipStation, or cancel them there.'
from shipkeeper.ghost as g
where g.first_seen_at < clock_timestamp() - interval '24 hours'
having count(*) > 0
union all
select
  'warning',
  'unit_mismatches',
  format('Units of %s orders here are not those in ShipStation.', count(*)),
  min(d.seen_at),
  'Look at shipkeeper_report.unit_differences.'
from shipkeeper.seen_order as s
join shipkeeper_report.unit_differences as d on d.shipstation_order_id = s.shipstation_order_id
-- Those that were here when they were seen: of all that are not, there may be many, and each costs a look.
where s.do_units_differ and s.units_here > 0 and d.explanation = 'other units here'
having count(*) > 0
union all
select
  'warning',
  'lots_await_approval',
  format('%s lot updates wait for an operator.', count(*)),
  min(r.opened_at),
  'Look at shipkeeper_report.lot_reviews; then shipkeeper_operator.approve_lot_update or reject_lot_update.'
from shipkeeper.lot_review as r
where r.state = 'approval'
having count(*) > 0
union all
select
  'warning',
  'quota_used_by_others',
  format('ShipStation refused a request (429) after only %s of ours in that minute.', u.ours),
  u.sent_at,
  'Find out which other program of the shop uses up the limit of requests a minute.'
from (
  select
    r.sent_at,
    (
      select count(*)
      from shipkeeper.request as o
      where o.request_id >= r.request_id - 100 and o.request_id < r.request_id and o.sent_at > r.sent_at - interval '1 minute'
    ) as ours
  from (
    select q.request_id, q.sent_at, q.verdict from shipkeeper.request as q order by q.request_id desc limit 200
  ) as r
  where r.verdict = 'rate_limited' and r.sent_at > clock_timestamp() - interval '1 hour'
  order by r.request_id desc
  limit 1
) as u
where u.ours < (select coalesce(q.request_limit, 40) / 2 from shipkeeper.quota as q);
comment on view shipkeeper_report.alerts is
'What needs a person now: no row, nothing to do.';
comment on column shipkeeper_report.alerts.severity is 'critical or warning.';
comment on column shipkeeper_report.alerts.alert is
'cancellations_stopped, credentials_refused, no_cycle, lot_mismatches, lots_unconfirmed, held_orders, many_ghosts, stale_empty_orders, '
'unit_mismatches, lots_await_approval or quota_used_by_others.';
comment on column shipkeeper_report.alerts.subject is 'What is wrong, in a sentence.';
comment on column shipkeeper_report.alerts.since is 'Since when; null: not known.';
comment on column shipkeeper_report.alerts.remedy is 'What to do, in a sentence.';
