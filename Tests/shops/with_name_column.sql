-- After legacy.sql: the shops that keep a line's name.
alter table public.order_items_inbox add column name text;
