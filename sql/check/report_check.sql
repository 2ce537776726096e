create or replace function shipkeeper.report_check(p_cycle bigint)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('healthy', coalesce(c.stop_reason is null, false))
  from shipkeeper.cycle as c
  where c.cycle_id = p_cycle
$$;
comment on function shipkeeper.report_check(bigint) is 'The figure of a check: healthy, true where nothing was wrong.';
revoke all on function shipkeeper.report_check(bigint) from public;
