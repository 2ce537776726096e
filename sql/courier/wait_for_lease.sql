create or replace function shipkeeper.wait_for_lease(p_cycle bigint)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_lease shipkeeper.lease;
begin
  select c.* into v_cycle
  from shipkeeper.cycle as c
  where c.cycle_id = p_cycle and c.kind = 'scan' and c.ended_at is null and c.stop_reason is null;
  if not found then
    return 'lost';
  end if;
  select l.* into v_lease from shipkeeper.lease as l for update skip locked;
  if found and (v_lease.cycle_id is null or v_lease.expires_at <= clock_timestamp()) then
    if v_lease.cycle_id is not null then
      perform shipkeeper.close_cycle(v_lease.cycle_id, p_abandoned => true);
    end if;
    update shipkeeper.lease as l set cycle_id = p_cycle;
    -- Its time counts from now.
    update shipkeeper.cycle as c set started_at = clock_timestamp() where c.cycle_id = p_cycle;
    perform shipkeeper.hold_lease(p_cycle);
    return 'held';
  elsif v_cycle.started_at > clock_timestamp() - interval '5 minutes' then
    return 'wait';
  end if;
  update shipkeeper.cycle as c set stop_reason = 'busy' where c.cycle_id = p_cycle;
  perform shipkeeper.say(p_cycle, 'warning', '⚠️ The other cycle has not ended in five minutes - nothing was scanned, scan again later');
  return 'lost';
end
$$;
comment on function shipkeeper.wait_for_lease(bigint) is
'What a cycle does that does not hold the lease: wait, for a scan that began while another cycle was running, five minutes at most; held: '
'the scan has taken it; lost: the cycle is over. Writes: lease, cycle, message, and what close_cycle writes.';
revoke all on function shipkeeper.wait_for_lease(bigint) from public;
