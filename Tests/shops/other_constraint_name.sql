-- After legacy.sql: the shops whose unique constraint carries the name PostgreSQL gave it.
alter table public.order_items_inbox
rename constraint order_items_inbox_order_sku_unique to order_items_inbox_order_inbox_id_sku_key;
