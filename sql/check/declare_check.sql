create or replace function shipkeeper.declare_check()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'check', 'check', 10, array[
      ('healthy', 'flag', 'checks that found nothing wrong', 'sum')
    ]::shipkeeper.figure[], '{}'
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_check() is
'The kind of work check: what `shipkeeper check` asks.';
revoke all on function shipkeeper.declare_check() from public;
