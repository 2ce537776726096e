-- no-transaction
-- index: public.orders_inbox_shipkeeper_odd_number_idx
-- Numbers with blanks around them or characters that nobody sees: another program wrote them, and they are to be found by what is seen.
-- Most shops have none; in one all of whose numbers hold a character beyond ASCII they are found by the others.
create index concurrently if not exists orders_inbox_shipkeeper_odd_number_idx
on public.orders_inbox (regexp_replace(order_number::text collate "C", '[^!-~]', '', 'g'))
where order_number::text collate "C" !~ '^[!-~]+( [!-~]+)*$';
