create or replace function shipkeeper.paused_by_shop()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_paused boolean := false;
begin
  -- The table is the shop's and may be absent: the query must not be planned before it is known to be there, and the owner's.
  if to_regclass('public.workflow_controls') is not null and shipkeeper.switch_problem() is null then
    execute 'select exists (select from public.workflow_controls where workflow_name = $1 and not enabled)'
    using 'shipkeeper' into v_paused;
  end if;
  return v_paused;
end
$$;
comment on function shipkeeper.paused_by_shop() is
'Whether the shop''s switch for jobs, workflow_controls, turns shipkeeper off. One that is not read does not: see switch_problem.';
revoke all on function shipkeeper.paused_by_shop() from public;
