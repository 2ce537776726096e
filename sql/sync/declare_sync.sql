create or replace function shipkeeper.declare_sync()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'sync', 'run', 10, array[
      ('orders_seen', 'orders', 'orders on the pages of the sync', 'sum'),
      ('orders_imported', 'orders', 'new orders that the sync brought in', 'sum'),
      ('orders_updated', 'orders', 'orders that the sync brought up to date', 'sum'),
      ('orders_linked', 'orders', 'headers that the sync gave their ShipStation id by their number', 'sum'),
      ('orders_refused', 'orders', 'orders that a page brought and that could not be used', 'sum'),
      ('errors', 'cycles', 'cycles whose walk did not come to its end', 'sum')
    ]::shipkeeper.figure[], array['sync_walk', 'poison_search']
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_sync() is
'The kind of work sync: walks the orders that changed in ShipStation since the watermark.';
revoke all on function shipkeeper.declare_sync() from public;
