create or replace view shipkeeper_report.stale_empty_orders as
select
  w.order_number,
  w.status,
  w.order_date,
  w.shipstation_order_id,
  e.empty_since,
  round(extract(epoch from clock_timestamp() - e.empty_since) / 3600, 1) as age_hours,
  g.attempts,
  g.last_outcome,
  g.last_reason,
  g.held_reason
from shipkeeper.orders_without_lines as w
-- By its id alone: the planner would work out the age of every order.
cross join lateral (select a.empty_since from shipkeeper.empty_since as a where a.id = w.order_inbox_id offset 0) as e
left join shipkeeper.ghost as g on g.order_inbox_id = w.order_inbox_id and g.shipstation_order_id = w.shipstation_order_id
where w.is_ghost and e.empty_since < clock_timestamp() - interval '24 hours';
comment on view shipkeeper_report.stale_empty_orders is
'Open orders that have been without lines for more than 24 hours, with a ShipStation id or without. Key: order_number.';
comment on column shipkeeper_report.stale_empty_orders.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.stale_empty_orders.status is 'orders_inbox.status.';
comment on column shipkeeper_report.stale_empty_orders.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper_report.stale_empty_orders.shipstation_order_id is
'orders_inbox.shipstation_order_id; null: nobody can ask for it.';
comment on column shipkeeper_report.stale_empty_orders.empty_since is
'orders_inbox.created_at; where that is missing or to come, when a cycle first met it without lines.';
comment on column shipkeeper_report.stale_empty_orders.age_hours is 'How many hours ago that is.';
comment on column shipkeeper_report.stale_empty_orders.attempts is 'How often ShipStation was asked for it; null: never.';
comment on column shipkeeper_report.stale_empty_orders.last_outcome is 'What became of the last attempt.';
comment on column shipkeeper_report.stale_empty_orders.last_reason is 'Why.';
comment on column shipkeeper_report.stale_empty_orders.held_reason is 'Why it is held for a person; null: not held.';
