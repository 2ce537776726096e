create or replace view shipkeeper_report.lot_reviews as
select
  r.lot_review_id,
  r.order_number,
  r.shipstation_order_id,
  case when r.state = 'open' and r.approved_by is not null then 'approved' else r.state end as state,
  r.outcome,
  r.reason,
  r.from_status,
  r.to_status,
  r.opened_at,
  r.opened_by,
  r.sku_changes,
  r.posts,
  r.next_look_at,
  r.approved_by,
  array_to_string(r.normalised, ', ') as normalised,
  r.closed_at,
  greatest(
    r.opened_at, r.read_at, r.posted_at, r.closed_at,
    -- An operator's word makes it due.
    case when r.next_look_at <= clock_timestamp() then r.next_look_at end
  ) as changed_at
from shipkeeper.lot_review as r;
comment on view shipkeeper_report.lot_reviews is
'Reviews of orders that were released from hold: whether their lots were brought up to date in ShipStation, and why not. Key: '
'lot_review_id.';
comment on column shipkeeper_report.lot_reviews.lot_review_id is 'Identity: what approve_lot_update and reject_lot_update take.';
comment on column shipkeeper_report.lot_reviews.order_number is 'The order''s number.';
comment on column shipkeeper_report.lot_reviews.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.lot_reviews.state is
'open, read, cleared, ready: under way; posted: sent, or perhaps; approval: waits for an operator; approved: one agreed; closed.';
comment on column shipkeeper_report.lot_reviews.outcome is
'verified, current, would_update (a dry run), awaiting_approval, skipped, held, mismatch, error; null: none yet.';
comment on column shipkeeper_report.lot_reviews.reason is 'The first check that did not hold; null: none.';
comment on column shipkeeper_report.lot_reviews.from_status is 'Status before the transition; null: an operator opened the review.';
comment on column shipkeeper_report.lot_reviews.to_status is 'Status after it.';
comment on column shipkeeper_report.lot_reviews.opened_at is 'When it was opened.';
comment on column shipkeeper_report.lot_reviews.opened_by is 'The role that changed the status, or the operator.';
comment on column shipkeeper_report.lot_reviews.sku_changes is 'The change, line by line: from, to, base_sku, old_lot, new_lot.';
comment on column shipkeeper_report.lot_reviews.posts is 'How often the change was sent.';
comment on column shipkeeper_report.lot_reviews.next_look_at is 'Not looked at before this time.';
comment on column shipkeeper_report.lot_reviews.approved_by is 'The operator who agreed; null: nobody had to.';
comment on column shipkeeper_report.lot_reviews.normalised is 'Fields that ShipStation wrote otherwise than sent, none of them of weight.';
comment on column shipkeeper_report.lot_reviews.closed_at is 'When it was closed; null: it is not.';
comment on column shipkeeper_report.lot_reviews.changed_at is 'When it was opened, read, sent, decided or closed last, or became due.';
