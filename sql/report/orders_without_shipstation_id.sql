create or replace view shipkeeper_report.orders_without_shipstation_id as
select
  w.order_number,
  w.status,
  w.order_date
from shipkeeper.orders_without_lines as w
where w.is_ghost and w.shipstation_order_id is null;
comment on view shipkeeper_report.orders_without_shipstation_id is
'Open orders without lines that have no ShipStation id: nobody can ask for them. They are not counted as ghosts. Key: order_number.';
comment on column shipkeeper_report.orders_without_shipstation_id.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.orders_without_shipstation_id.status is 'orders_inbox.status.';
comment on column shipkeeper_report.orders_without_shipstation_id.order_date is 'orders_inbox.order_date.';
