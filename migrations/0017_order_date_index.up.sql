-- no-transaction
-- index: public.orders_inbox_shipkeeper_order_date_idx
-- How many orders a list of some days would hold is counted in this index alone.
create index concurrently if not exists orders_inbox_shipkeeper_order_date_idx on public.orders_inbox (order_date, status);
