create or replace function shipkeeper.declare_lots()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'lots', 'run', 30, array[
      ('lots_updated', 'orders', 'orders whose lots were changed in ShipStation and verified', 'sum'),
      ('lots_would_update', 'orders', 'orders whose lots would have been changed (dry run)', 'sum'),
      ('lots_awaiting_approval', 'orders', 'orders whose lots came to wait for an operator', 'sum'),
      ('lots_mismatched', 'orders', 'orders that differed after such a change', 'sum'),
      ('errors', 'orders', 'released orders that no answer came for', 'sum')
    ]::shipkeeper.figure[], '{}'
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_lots() is
'The kind of work lots: brings the lot numbers of released orders up to date in ShipStation.';
revoke all on function shipkeeper.declare_lots() from public;
