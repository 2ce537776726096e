create or replace view shipkeeper_report.mixed_orders as
select
  o.order_number,
  o.status,
  l.lines_from_shipstation,
  l.units_from_shipstation,
  l.other_lines,
  l.other_units,
  f.filled_at,
  o.id::bigint as order_inbox_id
from (
  select
    c.order_inbox_id,
    max(c.recorded_at) as filled_at
  from shipkeeper.order_outcome as c
  where c.outcome in ('backfilled', 'imported')
  group by c.order_inbox_id
) as f
join public.orders_inbox as o on o.id = f.order_inbox_id
join lateral (
  select
    count(i.shipstation_order_item_id) as lines_from_shipstation,
    sum(i.quantity) filter (where i.shipstation_order_item_id is not null) as units_from_shipstation,
    count(*) filter (where i.shipstation_order_item_id is null) as other_lines,
    sum(i.quantity) filter (where i.shipstation_order_item_id is null) as other_units
  from public.order_items_inbox as i
  where i.order_inbox_id = o.id
) as l on l.lines_from_shipstation > 0 and l.other_lines > 0;
comment on view shipkeeper_report.mixed_orders is
'Orders whose lines Shipkeeper wrote, as long as its logs are kept, and to which another program has added lines of its own: units may '
'count twice. Key: order_number.';
comment on column shipkeeper_report.mixed_orders.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.mixed_orders.status is 'orders_inbox.status.';
comment on column shipkeeper_report.mixed_orders.lines_from_shipstation is 'Lines that came from ShipStation.';
comment on column shipkeeper_report.mixed_orders.units_from_shipstation is 'Their units.';
comment on column shipkeeper_report.mixed_orders.other_lines is 'Lines of another program.';
comment on column shipkeeper_report.mixed_orders.other_units is 'Their units.';
comment on column shipkeeper_report.mixed_orders.filled_at is 'When Shipkeeper last wrote the order''s lines.';
comment on column shipkeeper_report.mixed_orders.order_inbox_id is 'orders_inbox.id.';
