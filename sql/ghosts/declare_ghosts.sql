create or replace function shipkeeper.declare_ghosts()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'ghosts', 'run', 20, array[
      ('ghost_orders_found', 'orders', 'ghosts with a ShipStation id that a cycle found', 'sum'),
      ('backfilled', 'orders', 'orders that got their lines', 'sum'),
      ('cancelled', 'orders', 'orders set to cancelled', 'sum'),
      ('work_in_progress', 'orders', 'orders without lines in ShipStation yet', 'sum'),
      ('skipped', 'orders', 'orders left alone: healed by others, gone, locked, or shipped without items', 'sum'),
      ('held', 'orders', 'orders that became held for a person', 'sum'),
      ('errors', 'orders', 'failed attempts on ghosts', 'sum'),
      ('ghosts_open', 'orders', 'ghosts with a ShipStation id that the last cycle left', 'last'),
      ('ghosts_most', 'orders', 'the most of them that a cycle left', 'most'),
      ('ghosts_held', 'orders', 'of those that the last cycle left, held for a person', 'last')
    ]::shipkeeper.figure[], array['ghost_queue', 'ghost_list', 'ghost_search']
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_ghosts() is
'The kind of work ghosts: heals orders that have a header and no line.';
revoke all on function shipkeeper.declare_ghosts() from public;
