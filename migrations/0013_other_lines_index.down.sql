-- no-transaction
-- index: public.order_items_inbox_shipkeeper_sku_idx
-- functions-stay
drop index concurrently if exists public.order_items_inbox_shipkeeper_sku_idx;
