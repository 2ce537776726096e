-- shop-lock
alter table public.order_items_inbox
drop column shipstation_line_item_key,
drop column shipstation_order_item_id;
