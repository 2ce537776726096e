create or replace function shipkeeper.declare_cycle()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'cycle', null, null, array[
      ('cycles', 'cycles', 'cycles that ended', 'sum'),
      ('cycles_stopped', 'cycles', 'cycles that ended otherwise than done', 'sum'),
      ('requests', 'requests', 'requests sent to ShipStation', 'sum'),
      ('rate_limited', 'flag', 'cycles that a 429 stopped', 'sum'),
      ('duration_seconds', 'seconds', 'how long cycles took', 'sum')
    ]::shipkeeper.figure[], '{}'
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_cycle() is
'The figures that every cycle has, whatever its kinds of work.';
revoke all on function shipkeeper.declare_cycle() from public;
