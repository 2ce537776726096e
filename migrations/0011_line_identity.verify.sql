select format('order_items_inbox.%s is missing', c.column_name) as finding
from (values ('shipstation_order_item_id'), ('shipstation_line_item_key')) as c (column_name)
where not exists (
  select from pg_attribute as a
  where a.attrelid = 'public.order_items_inbox'::regclass and a.attname = c.column_name and not a.attisdropped
);
