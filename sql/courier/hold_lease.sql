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
  if not found then
    -- A check has no need of it: it asks for one thing and writes nothing of the shop's.
    perform 1 from shipkeeper.cycle as c where c.cycle_id = p_cycle and c.kind = 'check' and c.ended_at is null for update;
  end if;
  return nullif(found, false);
end
$$;
comment on function shipkeeper.hold_lease(bigint, numeric) is
'Renews the lease of a cycle for p_busy_seconds and the margin; true of a check as long as it is open, which works beside the lease; null '
'where another cycle has taken it. Locks the lease row, or the check''s own, so that the calls of a runner follow one another. '
'Writes: lease.';
revoke all on function shipkeeper.hold_lease(bigint, numeric) from public;
