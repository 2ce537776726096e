-- no-transaction
-- index: public.order_items_inbox_shipkeeper_sku_idx
-- The old rule, for lines from elsewhere alone. `on conflict (order_inbox_id, sku) where shipstation_order_item_id is null`
-- finds this index as well as the shop's own constraint, so that one statement works before and after that goes.
create unique index concurrently if not exists order_items_inbox_shipkeeper_sku_idx
on public.order_items_inbox (order_inbox_id, sku) where shipstation_order_item_id is null;
