-- no-transaction
-- index: public.orders_inbox_shipkeeper_open_idx
drop index concurrently if exists public.orders_inbox_shipkeeper_open_idx;
