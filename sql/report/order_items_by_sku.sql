create or replace view shipkeeper_report.order_items_by_sku as
select
  i.order_inbox_id::bigint as order_inbox_id,
  o.order_number,
  o.shipstation_order_id,
  i.sku,
  case when count(distinct coalesce(i.sku_lot, '')) = 1 then min(i.sku_lot) end as sku_lot,
  sum(i.quantity) as quantity,
  case when count(distinct coalesce(i.unit_price_cents, -2147483648)) = 1 then min(i.unit_price_cents) end as unit_price_cents,
  count(*) as lines
from public.order_items_inbox as i
join public.orders_inbox as o on o.id = i.order_inbox_id
group by i.order_inbox_id, o.order_number, o.shipstation_order_id, i.sku;
comment on view shipkeeper_report.order_items_by_sku is
'The lines of all orders at the old grain, one row an order and SKU, for what relied on it before a SKU could stand on several lines. '
'Key: order_inbox_id, sku.';
comment on column shipkeeper_report.order_items_by_sku.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper_report.order_items_by_sku.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.order_items_by_sku.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.order_items_by_sku.sku is 'The SKU.';
comment on column shipkeeper_report.order_items_by_sku.sku_lot is 'The full text with the lot where all lines share it, else null.';
comment on column shipkeeper_report.order_items_by_sku.quantity is 'Units of all its lines together.';
comment on column shipkeeper_report.order_items_by_sku.unit_price_cents is
'Price of a unit in cents where all lines share it, else null.';
comment on column shipkeeper_report.order_items_by_sku.lines is 'How many lines that is.';
