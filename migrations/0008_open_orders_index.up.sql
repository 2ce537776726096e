-- no-transaction
-- index: public.orders_inbox_shipkeeper_open_idx
-- Ghosts are looked for among the open orders only: this index is those, whatever the table has grown to.
create index concurrently if not exists orders_inbox_shipkeeper_open_idx on public.orders_inbox (id)
where status not in ('shipped', 'cancelled');
