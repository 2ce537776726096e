-- no-transaction
-- index: public.orders_inbox_shipkeeper_shipstation_order_id_idx
drop index concurrently if exists public.orders_inbox_shipkeeper_shipstation_order_id_idx;
