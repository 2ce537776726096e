create or replace function shipkeeper.report_upkeep(p_cycle bigint)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select '{}'::jsonb
$$;
comment on function shipkeeper.report_upkeep(bigint) is 'Ends the upkeep''s part of a cycle: it has no figures.';
revoke all on function shipkeeper.report_upkeep(bigint) from public;
