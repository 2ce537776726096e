create or replace view shipkeeper_report.ghost_orders as
select
  w.order_number,
  w.status,
  w.order_date,
  w.shipstation_order_id,
  e.empty_since,
  round(extract(epoch from clock_timestamp() - e.empty_since) / 3600, 1) as age_hours,
  coalesce(g.attempts, 0) as attempts,
  g.attempted_at as last_attempt_at,
  g.last_outcome,
  g.last_reason,
  case when g.held_reason is null then g.next_attempt_at end as next_attempt_at,
  g.held_reason,
  coalesce(greatest(e.empty_since, g.first_seen_at, g.attempted_at, g.held_at), w.order_date::timestamp at time zone 'UTC') as changed_at
from shipkeeper.orders_without_lines as w
-- By its id alone: the planner would work out the age of every order.
cross join lateral (select a.empty_since from shipkeeper.empty_since as a where a.id = w.order_inbox_id offset 0) as e
left join shipkeeper.ghost as g on g.order_inbox_id = w.order_inbox_id and g.shipstation_order_id = w.shipstation_order_id
where w.is_ghost and w.shipstation_order_id is not null;
comment on view shipkeeper_report.ghost_orders is
'Orders that have a header, a ShipStation id and no line, as they are now. Key: order_number.';
comment on column shipkeeper_report.ghost_orders.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.ghost_orders.status is 'orders_inbox.status.';
comment on column shipkeeper_report.ghost_orders.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper_report.ghost_orders.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.ghost_orders.empty_since is
'orders_inbox.created_at; where that is missing or to come, when a cycle first met it without lines; null: none has yet.';
comment on column shipkeeper_report.ghost_orders.age_hours is 'How many hours ago that is.';
comment on column shipkeeper_report.ghost_orders.attempts is 'How often ShipStation was asked for it.';
comment on column shipkeeper_report.ghost_orders.last_attempt_at is 'When it was last asked for; null: never.';
comment on column shipkeeper_report.ghost_orders.last_outcome is 'What became of the last attempt; null: none yet.';
comment on column shipkeeper_report.ghost_orders.last_reason is 'Why.';
comment on column shipkeeper_report.ghost_orders.next_attempt_at is
'Not asked for again before this time; null: held, or not seen by a cycle yet.';
comment on column shipkeeper_report.ghost_orders.held_reason is 'Why it is held for a person; null: not held.';
comment on column shipkeeper_report.ghost_orders.changed_at is
'When it was made, found, tried or held last; its date where no more is known.';
