select format('public.%s is missing', n.table_name) as finding
from (values ('orders_inbox'), ('order_items_inbox'), ('sku_lot'), ('sync_watermark'), ('system_kpis')) as n (table_name)
where to_regclass('public.' || n.table_name) is null;
