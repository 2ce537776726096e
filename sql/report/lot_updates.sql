create or replace view shipkeeper_report.lot_updates as
select
  a.lot_update_audit_id,
  a.order_number,
  a.shipstation_order_id,
  a.base_sku,
  a.old_lot,
  a.new_lot,
  a.updated_by,
  a.updated_at,
  a.reason,
  a.dry_run,
  a.order_item_id,
  a.lot_review_id,
  a.digest_before,
  a.digest_after,
  a.updated_at as changed_at
from shipkeeper.lot_update_audit as a;
comment on view shipkeeper_report.lot_updates is
'Every line whose lot was changed in ShipStation, or would have been: the trace for recalls. Key: lot_update_audit_id.';
comment on column shipkeeper_report.lot_updates.lot_update_audit_id is 'Identity, ascending in time.';
comment on column shipkeeper_report.lot_updates.order_number is 'The order''s number.';
comment on column shipkeeper_report.lot_updates.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.lot_updates.base_sku is 'Base SKU.';
comment on column shipkeeper_report.lot_updates.old_lot is 'Lot before; null: the SKU had none.';
comment on column shipkeeper_report.lot_updates.new_lot is 'Lot after.';
comment on column shipkeeper_report.lot_updates.updated_by is 'automatic, or the operator who agreed.';
comment on column shipkeeper_report.lot_updates.updated_at is 'When it was recorded.';
comment on column shipkeeper_report.lot_updates.reason is 'verified, mismatch, or would_update.';
comment on column shipkeeper_report.lot_updates.dry_run is 'Whether nothing was sent.';
comment on column shipkeeper_report.lot_updates.order_item_id is 'ShipStation''s orderItemId of the line, before the change.';
comment on column shipkeeper_report.lot_updates.lot_review_id is 'The review that led to it.';
comment on column shipkeeper_report.lot_updates.digest_before is 'SHA-256 of the order before.';
comment on column shipkeeper_report.lot_updates.digest_after is 'SHA-256 of the order after; null: nothing was sent.';
comment on column shipkeeper_report.lot_updates.changed_at is 'When it was recorded: it stays as it is.';
