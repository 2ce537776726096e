-- no-transaction
-- index: public.orders_inbox_shipkeeper_odd_number_idx
-- Numbers with blanks around them or characters that nobody sees: another program wrote them, and they are to be found by what is seen.
-- Most shops have none.
create index concurrently if not exists orders_inbox_shipkeeper_odd_number_idx
on public.orders_inbox (id) where order_number::text collate "C" !~ '^[!-~]+( [!-~]+)*$';
