-- no-transaction
-- index: public.order_items_inbox_shipkeeper_line_idx
create unique index concurrently if not exists order_items_inbox_shipkeeper_line_idx
on public.order_items_inbox (order_inbox_id, shipstation_order_item_id) where shipstation_order_item_id is not null;
