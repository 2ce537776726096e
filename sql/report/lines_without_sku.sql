create or replace view shipkeeper_report.lines_without_sku as
select
  o.order_number,
  o.status,
  i.quantity::bigint as quantity,
  i.id::bigint as order_item_inbox_id
from shipkeeper.settings as s
join public.order_items_inbox as i on i.sku = s.placeholder_sku
join public.orders_inbox as o on o.id = i.order_inbox_id;
comment on view shipkeeper_report.lines_without_sku is
'Lines stored under the placeholder because ShipStation had no SKU for them: somebody has to say what they are. Key: order_item_inbox_id.';
comment on column shipkeeper_report.lines_without_sku.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.lines_without_sku.status is 'orders_inbox.status.';
comment on column shipkeeper_report.lines_without_sku.quantity is 'Units of the line.';
comment on column shipkeeper_report.lines_without_sku.order_item_inbox_id is 'order_items_inbox.id.';
