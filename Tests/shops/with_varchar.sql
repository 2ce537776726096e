-- The shop of programs that give each text a length.
alter table public.orders_inbox
  alter column order_number type varchar(50), alter column status type varchar(30), alter column customer_email type varchar(200),
  alter column source_system type varchar(50), alter column ship_name type varchar(200), alter column ship_city type varchar(100);
alter table public.order_items_inbox alter column sku type varchar(100), alter column sku_lot type varchar(100);
alter table public.sku_lot alter column sku type varchar(100), alter column lot type varchar(50);
alter table public.sync_watermark alter column workflow_name type varchar(100);
alter table public.workflow_controls alter column workflow_name type varchar(100);
