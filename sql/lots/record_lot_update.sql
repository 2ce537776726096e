create or replace function shipkeeper.record_lot_update(
  p_review shipkeeper.lot_review, p_reason text, p_digest_after text
)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into shipkeeper.lot_update_audit (
    lot_review_id, order_inbox_id, order_number, shipstation_order_id, order_item_id, base_sku, old_lot, new_lot,
    updated_by, updated_at, reason, dry_run, digest_before, digest_after
  )
  select
    p_review.lot_review_id,
    p_review.order_inbox_id,
    p_review.order_number,
    p_review.shipstation_order_id,
    (c.change ->> 'order_item_id')::bigint,
    c.change ->> 'base_sku',
    c.change ->> 'old_lot',
    c.change ->> 'new_lot',
    coalesce(p_review.approved_by, 'automatic'),
    clock_timestamp(),
    p_reason,
    p_digest_after is null,
    p_review.order_digest,
    p_digest_after
  from jsonb_array_elements(
    case when p_digest_after is null then p_review.sku_changes else p_review.sent_changes end
  ) with ordinality as c (change, place)
  order by c.place
$$;
comment on function shipkeeper.record_lot_update(shipkeeper.lot_review, text, text) is
'Keeps each line whose lot was changed in ShipStation, or would have been (p_digest_after null). Of a mismatch: each that was sent, '
'whatever stands there now. Writes: lot_update_audit.';
revoke all on function shipkeeper.record_lot_update(shipkeeper.lot_review, text, text) from public;
