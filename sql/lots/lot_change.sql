-- What was sent and has no trace is here as well: nobody knows whether ShipStation took it.
create or replace view shipkeeper.lot_change as
select
  'change ' || t.lot_update_audit_id as source,
  t.order_inbox_id,
  t.order_number,
  t.shipstation_order_id,
  t.order_item_id,
  t.base_sku,
  t.old_lot,
  t.new_lot,
  t.updated_at as changed_at,
  e.changed_at as released_at,
  t.reason = 'verified' as is_certain,
  case
    when exists (
      select
      from shipkeeper.order_status_history as h
      where
        h.order_inbox_id = t.order_inbox_id
        and (r.order_status_history_id is null or h.order_status_history_id < r.order_status_history_id)
        and h.changed_at <= t.updated_at
        and (
          h.to_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
          or h.from_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
        )
    ) then 'after'
    -- What may have been picked, or whose history is not whole, is never changed without an operator (was_perhaps_picked).
    when t.updated_by = 'automatic' then 'before'
  end as picked
from shipkeeper.lot_update_audit as t
left join shipkeeper.lot_review as r on r.lot_review_id = t.lot_review_id
left join shipkeeper.order_status_history as e
  on e.order_inbox_id = t.order_inbox_id and e.order_status_history_id = r.order_status_history_id
where not t.dry_run
union all
select
  format('review %s, item %s', r.lot_review_id, s.change ->> 'order_item_id'),
  r.order_inbox_id,
  r.order_number,
  r.shipstation_order_id,
  (s.change ->> 'order_item_id')::bigint,
  s.change ->> 'base_sku',
  s.change ->> 'old_lot',
  s.change ->> 'new_lot',
  r.posted_at,
  null,
  null,
  null
from shipkeeper.lot_review as r
cross join jsonb_array_elements(r.sent_changes) as s (change)
where
  r.posts > 0
  and not exists (select from shipkeeper.lot_update_audit as t where t.lot_review_id = r.lot_review_id and not t.dry_run);
comment on view shipkeeper.lot_change is
'Every line whose lot was changed in ShipStation, came out otherwise, or was sent without anybody knowing its end. Key: source.';
comment on column shipkeeper.lot_change.source is 'The trace or the review, with its line.';
comment on column shipkeeper.lot_change.order_inbox_id is 'orders_inbox.id as it was then: the order may be gone.';
comment on column shipkeeper.lot_change.order_number is 'The order''s number.';
comment on column shipkeeper.lot_change.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper.lot_change.order_item_id is 'ShipStation''s orderItemId of the line, before the change.';
comment on column shipkeeper.lot_change.base_sku is 'Base SKU.';
comment on column shipkeeper.lot_change.old_lot is 'Lot before; null: the SKU had none.';
comment on column shipkeeper.lot_change.new_lot is 'Lot after, as it was sent.';
comment on column shipkeeper.lot_change.changed_at is 'When it was recorded, or sent.';
comment on column shipkeeper.lot_change.released_at is
'When the order was released before; null: not known, or an operator opened the review.';
comment on column shipkeeper.lot_change.is_certain is
'Whether it was read in ShipStation so; false: it came out otherwise; null: not known.';
comment on column shipkeeper.lot_change.picked is
'after: the order may have been picked before, since it had been released earlier; before: it had never been; null: not known.';
