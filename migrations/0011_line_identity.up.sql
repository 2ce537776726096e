-- shop-lock
-- A line that came from ShipStation is known by its orderItemId: up to 13 digits were seen.
alter table public.order_items_inbox
add column shipstation_order_item_id bigint,
add column shipstation_line_item_key text;
comment on column public.order_items_inbox.shipstation_order_item_id is
'orderItemId of the line in ShipStation; null: the line came from elsewhere, one row a SKU.';
comment on column public.order_items_inbox.shipstation_line_item_key is
'lineItemKey of the line in ShipStation, for information: it may be null, empty or repeated.';
