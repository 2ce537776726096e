create or replace view shipkeeper_report.refused_orders as
select
  r.refused_order_id,
  r.order_number,
  r.shipstation_order_id,
  r.reason,
  r.refused_at,
  r.attempts,
  r.attempted_at,
  nullif(r.next_attempt_at, 'infinity') as next_attempt_at,
  nullif(r.walk_from, '-infinity') at time zone 'America/Los_Angeles' as changed_after,
  nullif(r.walk_on_from, 'infinity') at time zone 'America/Los_Angeles' as changed_before,
  r.list_status,
  greatest(r.refused_at, r.attempted_at) as changed_at
from shipkeeper.refused_order as r;
comment on view shipkeeper_report.refused_orders is
'Orders that ShipStation listed and that could not be used: each is asked for again by itself, at growing intervals. Key: '
'refused_order_id.';
comment on column shipkeeper_report.refused_orders.refused_order_id is 'Identity.';
comment on column shipkeeper_report.refused_orders.order_number is 'orderNumber, where it could be read.';
comment on column shipkeeper_report.refused_orders.shipstation_order_id is
'orderId; null: the order makes every page fail that holds it.';
comment on column shipkeeper_report.refused_orders.reason is 'What is wrong with it.';
comment on column shipkeeper_report.refused_orders.refused_at is 'When it was first refused.';
comment on column shipkeeper_report.refused_orders.attempts is 'How often it was asked for again.';
comment on column shipkeeper_report.refused_orders.attempted_at is 'When it was last; null: never.';
comment on column shipkeeper_report.refused_orders.next_attempt_at is
'Not asked for again before this time; null: the next round reads its list.';
comment on column shipkeeper_report.refused_orders.changed_after is
'Of an order without id: it was changed after this time; on a list, created. Null there: no order lies before it.';
comment on column shipkeeper_report.refused_orders.changed_before is
'Of an order without id: and not after this one. Null on a list: no order lies behind it.';
comment on column shipkeeper_report.refused_orders.list_status is
'Of an order without id on a list of open orders: the status of that list; the next round reads it again.';
comment on column shipkeeper_report.refused_orders.changed_at is 'When it was refused, or asked for again, last.';
