create or replace view shipkeeper_report.decisions as
select
  a.acted_at as decided_at,
  a.acted_by as decided_by,
  a.action as decision,
  coalesce(a.details ->> 'order_number', a.details ->> 'setting', a.details ->> 'lot_review_id') as object,
  null::text as old_value,
  a.details ->> 'value' as new_value,
  a.reason,
  'action ' || a.operator_action_id as source
from shipkeeper.operator_action as a
union all
select
  t.changed_at,
  t.changed_by,
  t.subject,
  t.object,
  t.old_value,
  t.new_value,
  t.reason,
  'audit ' || t.audit_id
from shipkeeper.audit as t;
comment on view shipkeeper_report.decisions is
'What people decided: every call of an operator, and every change of a setting, an active lot, an override or a review, by whatever way. '
'Key: source.';
comment on column shipkeeper_report.decisions.decided_at is 'When.';
comment on column shipkeeper_report.decisions.decided_by is 'The role that was logged in.';
comment on column shipkeeper_report.decisions.decision is
'The operator''s function; or what was changed: setting, active_lot, manual_lot_override, lot_review.';
comment on column shipkeeper_report.decisions.object is 'Which: order number, setting, SKU and lot, or review.';
comment on column shipkeeper_report.decisions.old_value is 'Before; null: there was none, or the call has none.';
comment on column shipkeeper_report.decisions.new_value is 'After.';
comment on column shipkeeper_report.decisions.reason is 'Why, as it was given.';
comment on column shipkeeper_report.decisions.source is 'The record that says so: unique.';
