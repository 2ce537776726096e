-- no-transaction
-- index: public.orders_inbox_shipkeeper_odd_number_idx
-- functions-stay
drop index concurrently if exists public.orders_inbox_shipkeeper_odd_number_idx;
