-- no-transaction
-- index: public.order_items_inbox_shipkeeper_sku_idx
-- contract: public.order_items_inbox
-- The old rule, for lines from elsewhere alone. `on conflict (order_inbox_id, sku) where shipstation_order_item_id is null`
-- finds this index as well as the shop's own constraint, so that one statement works before and after that goes.
-- It belongs to the contract: without that WHERE only the shop's own constraint is found, and of two sessions that put one
-- SKU into one order at the same moment the second one would fail at this index.
create unique index concurrently if not exists order_items_inbox_shipkeeper_sku_idx
on public.order_items_inbox (order_inbox_id, sku) where shipstation_order_item_id is null;
