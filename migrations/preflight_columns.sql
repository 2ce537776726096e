-- Part of preflight: their columns. needed: Shipkeeper reads or writes it.
with expected (table_name, column_name, type_names, needed) as (
  values
  ('orders_inbox', 'id', 'integer, bigint', true), ('orders_inbox', 'order_number', 'text, character varying', true),
  ('orders_inbox', 'order_date', 'date', true), ('orders_inbox', 'customer_email', 'text, character varying', false),
  ('orders_inbox', 'status', 'text, character varying', true), ('orders_inbox', 'shipstation_order_id', 'text', true),
  ('orders_inbox', 'total_items', 'integer', true), ('orders_inbox', 'total_amount_cents', 'integer, bigint', false),
  ('orders_inbox', 'source_system', 'text, character varying', false),
  ('orders_inbox', 'created_at', 'timestamp without time zone, timestamp with time zone', false),
  ('orders_inbox', 'updated_at', 'timestamp without time zone', true), ('orders_inbox', 'failure_reason', 'text', false),
  ('orders_inbox', 'is_flagged', 'boolean', false), ('orders_inbox', 'flag_reason', 'character varying, text', false),
  ('orders_inbox', 'notes', 'text', false), ('orders_inbox', 'tracking_number', 'text', false),
  ('orders_inbox', 'tracking_status', 'character varying, text', false),
  ('orders_inbox', 'shipping_carrier_code', 'text', false), ('orders_inbox', 'shipping_carrier_id', 'text', false),
  ('orders_inbox', 'shipping_service_code', 'text', false), ('orders_inbox', 'shipping_service_name', 'text', false),
  ('order_items_inbox', 'id', 'integer, bigint', true), ('order_items_inbox', 'order_inbox_id', 'integer, bigint', true),
  ('order_items_inbox', 'sku', 'text, character varying', true), ('order_items_inbox', 'sku_lot', 'text, character varying', true),
  ('order_items_inbox', 'quantity', 'integer', true), ('order_items_inbox', 'unit_price_cents', 'integer', true),
  ('sku_lot', 'sku', 'text, character varying', true), ('sku_lot', 'lot', 'text, character varying', true),
  ('sku_lot', 'active', 'integer', true), ('sku_lot', 'created_at', 'text', false), ('sku_lot', 'updated_at', 'text', false),
  ('sync_watermark', 'workflow_name', 'text, character varying', true), ('sync_watermark', 'last_sync_timestamp', 'text', true),
  ('sync_watermark', 'updated_at', 'text', false),
  ('system_kpis', 'snapshot_date', 'text', true), ('system_kpis', 'orders_today', 'integer', true),
  ('system_kpis', 'shipments_sent', 'integer', true), ('system_kpis', 'pending_uploads', 'integer', true),
  ('system_kpis', 'system_status', 'text', true), ('system_kpis', 'total_revenue_cents', 'integer', false),
  ('workflow_controls', 'workflow_name', 'text, character varying', true), ('workflow_controls', 'enabled', 'boolean', true)
  union all
  select 'orders_inbox', p.prefix || c.suffix, 'text, character varying', false
  from (values ('ship_'), ('bill_')) as p (prefix)
  cross join
    (values ('name'), ('company'), ('street1'), ('street2'), ('city'), ('state'), ('postal_code'), ('country'), ('phone'))
    as c (suffix)
),
found as (
  select
    e.table_name, e.column_name, e.needed, e.type_names, format('public.%s.%s', e.table_name, e.column_name) as object,
    a.attnum, t.typtype, format_type(a.atttypid, null) as type_name
  from expected as e
  join pg_class as c on c.oid = to_regclass('public.' || e.table_name)
  left join pg_attribute as a on a.attrelid = c.oid and a.attname = e.column_name and not a.attisdropped
  left join pg_type as t on t.oid = a.atttypid
)
select
  case when f.needed then 'stop' else 'note' end as severity, 'missing_column' as code, f.object,
  'The column is missing.' as finding,
  case when f.needed then 'Add it: ' || f.type_names || '.' else 'Shipkeeper does without it.' end as remedy
from found as f where f.attnum is null
union all
select
  'stop', case f.typtype when 'e' then 'status_enum' else 'status_domain' end, f.object,
  format('Status is of type %s: a status of ShipStation''s cannot be added there by a constraint of the table.', f.type_name),
  'Make it text with a CHECK: alter table ... alter column status type text.'
from found as f where f.table_name = 'orders_inbox' and f.column_name = 'status' and f.typtype in ('e', 'd')
union all
select
  case when f.needed then 'stop' else 'warn' end, 'column_type', f.object,
  format('The column is of type %s; expected: %s.', f.type_name, f.type_names),
  case
    when f.needed then 'Change the type.'
    when f.table_name = 'orders_inbox' and f.column_name = 'created_at'
      then 'How old a header is counts as unknown: without lines it is a ghost when a cycle first met it ghost_after ago.'
    else 'Shipkeeper does not use it today; a later release may.'
  end
from found as f
where
  f.attnum is not null and f.type_name <> all (string_to_array(f.type_names, ', '))
  and not (f.table_name = 'orders_inbox' and f.column_name = 'status' and f.typtype in ('e', 'd'))
union all
select
  -- Without new lines no ghost can be healed; without new headers all but sync_mode full works.
  case e.name when 'order_items_inbox' then 'stop' else 'warn' end, 'column_not_null', format('public.%s.%s', e.name, a.attname),
  'The column must be filled, has no default, and Shipkeeper does not know it: it could not add a row.',
  'Give the column a default.'
from (values ('orders_inbox'), ('order_items_inbox')) as e (name)
join pg_attribute as a on a.attrelid = to_regclass('public.' || e.name) and a.attnum > 0 and not a.attisdropped
where
  a.attnotnull and not a.atthasdef and a.attidentity = ''
  and a.attname not in ('order_number', 'order_date', 'status', 'order_inbox_id', 'sku', 'quantity');
