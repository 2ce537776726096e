create or replace view shipkeeper_report.order_differences as
select
  d.order_number,
  d.shipstation_order_id,
  d.what,
  d.here,
  d.in_shipstation,
  d.found_at,
  d.looks,
  d.looks >= 2 as is_reported,
  d.next_look_at
from shipkeeper.difference as d
where d.looks > 0;
comment on view shipkeeper_report.order_differences is
'Orders that stand otherwise here than in ShipStation, as the rounds found them; those that two looks have found are alerts. Units that '
'differ are in unit_differences. Key: shipstation_order_id.';
comment on column shipkeeper_report.order_differences.order_number is
'orders_inbox.order_number; of one that is not here ShipStation''s orderNumber.';
comment on column shipkeeper_report.order_differences.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.order_differences.what is
'gone: open here, and ShipStation answers 404; merged: open here, and another order has taken it up; status; lines: as many units, and '
'other lines; not_here: open in ShipStation.';
comment on column shipkeeper_report.order_differences.here is 'The status here, or the units of each SKU; null: it is not here.';
comment on column shipkeeper_report.order_differences.in_shipstation is
'The same in ShipStation; of merged: the number of the order that took it up; null: it is not there.';
comment on column shipkeeper_report.order_differences.found_at is 'When it was first found so.';
comment on column shipkeeper_report.order_differences.looks is
'How many looks have found it so, each second_look_after later than the one before.';
comment on column shipkeeper_report.order_differences.is_reported is 'Whether it is an alert.';
comment on column shipkeeper_report.order_differences.next_look_at is 'Not asked for by its id before this time.';
