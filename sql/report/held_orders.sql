create or replace view shipkeeper_report.held_orders as
select
  g.order_number,
  g.shipstation_order_id,
  g.held_reason,
  g.held_at,
  g.attempts
from shipkeeper.ghost as g
where g.held_reason is not null;
comment on view shipkeeper_report.held_orders is
'Ghosts that are not asked for because they need a person: see the README for what each reason means.';
comment on column shipkeeper_report.held_orders.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.held_orders.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.held_orders.held_reason is
'invalid_id, duplicate_id, duplicate_sku, cancellations_stopped or cancelled_again.';
comment on column shipkeeper_report.held_orders.held_at is 'Since when.';
comment on column shipkeeper_report.held_orders.attempts is 'How often ShipStation was asked for it before.';
