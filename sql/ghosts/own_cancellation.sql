create or replace view shipkeeper.own_cancellation as
select
  c.cancellation_id,
  c.order_inbox_id,
  c.shipstation_order_id,
  c.previous_status
from shipkeeper.cancellation as c
where
  c.reason in ('not_found', 'gone', 'merged')
  and c.undone_at is null
  and not exists (
    select from shipkeeper.order_status_history as h where h.order_inbox_id = c.order_inbox_id and h.changed_at > c.cancelled_at
  );
comment on view shipkeeper.own_cancellation is
'Orders that were cancelled for a 404, or as merged, and by nobody else: their status has not changed since. Listed as open, they get back '
'what they had.';
comment on column shipkeeper.own_cancellation.cancellation_id is 'Identity.';
comment on column shipkeeper.own_cancellation.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper.own_cancellation.shipstation_order_id is 'Its ShipStation id then.';
comment on column shipkeeper.own_cancellation.previous_status is 'Its status before.';
