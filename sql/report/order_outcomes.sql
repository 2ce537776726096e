create or replace view shipkeeper_report.order_outcomes as
select
  o.cycle_id,
  o.recorded_at,
  o.work_kind,
  o.order_number,
  o.shipstation_order_id,
  o.outcome,
  o.reason
from shipkeeper.order_outcome as o;
comment on view shipkeeper_report.order_outcomes is
'What became of each order in each cycle.';
comment on column shipkeeper_report.order_outcomes.cycle_id is 'The cycle.';
comment on column shipkeeper_report.order_outcomes.recorded_at is 'When.';
comment on column shipkeeper_report.order_outcomes.work_kind is 'The kind of work.';
comment on column shipkeeper_report.order_outcomes.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.order_outcomes.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.order_outcomes.outcome is
'backfilled, cancelled, work_in_progress, skipped, held or error.';
comment on column shipkeeper_report.order_outcomes.reason is 'Why; null where it went well.';
