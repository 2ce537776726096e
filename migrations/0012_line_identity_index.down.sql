-- no-transaction
-- index: public.order_items_inbox_shipkeeper_line_idx
drop index concurrently if exists public.order_items_inbox_shipkeeper_line_idx;
