create or replace view shipkeeper_report.number_conflicts as
select
  c.order_number,
  c.shipstation_order_id,
  c.other_shipstation_order_id,
  c.reason,
  c.status_in_shipstation,
  c.status_here,
  u.sku,
  (c.units_in_shipstation ->> u.sku)::bigint as units_in_shipstation,
  (c.units_here ->> u.sku)::bigint as units_here,
  c.found_at,
  c.seen_at,
  c.attempts,
  c.next_attempt_at,
  c.seen_at as changed_at
from shipkeeper.number_conflict as c
-- One without a line on either side is a row all the same.
left join lateral jsonb_object_keys(c.units_in_shipstation || c.units_here) as u (sku) on true;
comment on view shipkeeper_report.number_conflicts is
'Orders of ShipStation''s that carry the number of a header here which is not theirs, or not for certain: nothing was overwritten. Key: '
'shipstation_order_id, sku.';
comment on column shipkeeper_report.number_conflicts.order_number is 'The number both carry.';
comment on column shipkeeper_report.number_conflicts.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.number_conflicts.other_shipstation_order_id is
'The ShipStation id that the header here has; null: it has none.';
comment on column shipkeeper_report.number_conflicts.reason is
'another_id: the header belongs to another order; held_by_operator, not_uploaded, uploaded_recently, units_differ, account_not_proven, '
'not_asked_yet, number_not_unique, list_too_long, locked, or database failure with its code: why it is not linked.';
comment on column shipkeeper_report.number_conflicts.status_in_shipstation is 'ShipStation''s orderStatus.';
comment on column shipkeeper_report.number_conflicts.status_here is 'orders_inbox.status when it was last looked at.';
comment on column shipkeeper_report.number_conflicts.sku is 'A SKU of either; null: neither has a line.';
comment on column shipkeeper_report.number_conflicts.units_in_shipstation is 'Its units in ShipStation; null: not there.';
comment on column shipkeeper_report.number_conflicts.units_here is 'Its units here; null: not here.';
comment on column shipkeeper_report.number_conflicts.found_at is 'When it was first found.';
comment on column shipkeeper_report.number_conflicts.seen_at is 'When it was last looked at.';
comment on column shipkeeper_report.number_conflicts.attempts is 'How often ShipStation was asked whether the number is unique.';
comment on column shipkeeper_report.number_conflicts.next_attempt_at is 'Not asked again before this time.';
comment on column shipkeeper_report.number_conflicts.changed_at is 'When it was last looked at.';
