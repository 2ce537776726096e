create or replace function shipkeeper.declare_scan()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'scan', 'scan', 10, array[
      ('orders_scanned', 'orders', 'orders that scans have read', 'sum'),
      ('orders_unreadable', 'orders', 'of these, orders that could not be read', 'sum'),
      ('orders_with_repeated_skus', 'orders', 'of these, orders that repeat a SKU', 'sum')
    ]::shipkeeper.figure[], array['scan']
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_scan() is
'The kind of work scan: which of ShipStation''s newest orders repeat a SKU.';
revoke all on function shipkeeper.declare_scan() from public;
