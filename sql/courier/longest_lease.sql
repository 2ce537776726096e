create or replace function shipkeeper.longest_lease()
returns timestamptz
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- A runner waits for an answer, or for the quota as long as its cycle has time.
  select clock_timestamp() + s.lease_margin + greatest(s.cycle_budget, interval '15 minutes') from shipkeeper.settings as s
$$;
comment on function shipkeeper.longest_lease() is
'How far ahead a lease may lie that a runner has taken just now: beyond that a clock was set back.';
revoke all on function shipkeeper.longest_lease() from public;
