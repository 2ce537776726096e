create or replace function shipkeeper.hold_lease(p_cycle bigint, p_busy_seconds numeric default 0)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.lease as l
  set expires_at = clock_timestamp() + s.lease_margin + make_interval(secs => p_busy_seconds::double precision)
  from shipkeeper.settings as s
  where l.cycle_id = p_cycle;
  return nullif(found, false);
end
$$;
comment on function shipkeeper.hold_lease(bigint, numeric) is
'Renews the lease of a cycle for p_busy_seconds and the margin; null where another cycle has taken it. Locks the lease row, '
'so that the calls of the runner follow one another. Writes: lease.';
revoke all on function shipkeeper.hold_lease(bigint, numeric) from public;
