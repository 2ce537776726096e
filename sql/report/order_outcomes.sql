create or replace view shipkeeper_report.order_outcomes as
select
  o.order_outcome_id,
  o.cycle_id,
  (o.recorded_at at time zone (select s.shop_time_zone from shipkeeper.settings as s))::date as day,
  o.recorded_at,
  o.work_kind,
  o.order_number,
  o.shipstation_order_id,
  o.outcome,
  o.reason,
  o.recorded_at as changed_at
from shipkeeper.order_outcome as o;
comment on view shipkeeper_report.order_outcomes is
'What became of each order in each cycle. Key: order_outcome_id.';
comment on column shipkeeper_report.order_outcomes.order_outcome_id is 'Identity, ascending in time.';
comment on column shipkeeper_report.order_outcomes.day is 'The day it was recorded on, in the shop''s time zone.';
comment on column shipkeeper_report.order_outcomes.cycle_id is 'The cycle.';
comment on column shipkeeper_report.order_outcomes.recorded_at is 'When.';
comment on column shipkeeper_report.order_outcomes.work_kind is 'The kind of work.';
comment on column shipkeeper_report.order_outcomes.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.order_outcomes.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.order_outcomes.outcome is
'backfilled, cancelled, work_in_progress, skipped, held, error; of the sync imported, updated, linked; of lots verified, current, '
'would_update, awaiting_approval, mismatch.';
comment on column shipkeeper_report.order_outcomes.reason is 'Why; null where it went well.';
comment on column shipkeeper_report.order_outcomes.changed_at is 'When it was recorded: it stays as it is.';
