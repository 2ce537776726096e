create or replace function shipkeeper.pause_reason()
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when p.paused_at is not null then format('by %s: %s', p.paused_by, shipkeeper.printable(p.reason))
    when shipkeeper.paused_by_shop() then 'workflow_controls.enabled is false'
  end
  from shipkeeper.pause as p
$$;
comment on function shipkeeper.pause_reason() is
'Who has paused Shipkeeper, an operator or the shop''s switch for jobs, and why; null: it is not paused.';
revoke all on function shipkeeper.pause_reason() from public;
