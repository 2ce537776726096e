create or replace view shipkeeper_report.alerts as
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
  'warning',
  'held_orders',
  format('%s orders are held: %s.', count(*), g.held_reason),
  min(g.held_at),
  'Look at shipkeeper_report.held_orders; then shipkeeper_operator.release_order.'
from shipkeeper.ghost as g
where g.held_reason is not null
group by g.held_reason
union all
select
  'critical',
  'credentials_refused',
  'ShipStation refused the credentials in the last cycle.',
  c.started_at,
  'Check SHIPSTATION_API_KEY and SHIPSTATION_API_SECRET, and that the plan includes API access.'
from shipkeeper.cycle as c
where c.outcome = 'credentials_refused' and c.cycle_id = (select max(l.cycle_id) from shipkeeper.cycle as l);
comment on view shipkeeper_report.alerts is
'What needs a person now: no row, nothing to do.';
comment on column shipkeeper_report.alerts.severity is 'critical or warning.';
comment on column shipkeeper_report.alerts.alert is 'Name of the alert.';
comment on column shipkeeper_report.alerts.subject is 'What is wrong, in a sentence.';
comment on column shipkeeper_report.alerts.since is 'Since when.';
comment on column shipkeeper_report.alerts.remedy is 'What to do, in a sentence.';
