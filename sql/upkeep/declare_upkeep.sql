create or replace function shipkeeper.declare_upkeep()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row('upkeep', 'run', 90, '{}', '{}')::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_upkeep() is
'The kind of work upkeep: deletes what is older than it is kept. Sends nothing.';
revoke all on function shipkeeper.declare_upkeep() from public;
