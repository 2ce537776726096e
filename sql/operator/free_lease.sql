create or replace function shipkeeper_operator.free_lease(p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_lease shipkeeper.lease;
begin
  select l.* into strict v_lease from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('free_lease', p_reason, jsonb_build_object('cycle', v_lease.cycle_id, 'expires_at', v_lease.expires_at));
  if v_lease.cycle_id is null then
    raise exception 'No cycle holds the lease.';
  elsif v_lease.expires_at <= shipkeeper.longest_lease() then
    raise exception 'The lease of cycle % ends by itself at %, unless its runner is at work: pause stops that.',
      v_lease.cycle_id, v_lease.expires_at;
  end if;
  perform shipkeeper.close_cycle(v_lease.cycle_id, p_abandoned => true);
end
$$;
comment on function shipkeeper_operator.free_lease(text) is
'Frees a lease that lies further in the future than any runner takes one, since a clock was set back: its cycle is closed as abandoned, '
'and the next run starts. A runner that is at work all the same ends with its next call. Error: where no cycle holds the lease, it ends '
'soon by itself, or the reason is missing. Writes: operator_action, and what close_cycle writes.';
revoke all on function shipkeeper_operator.free_lease(text) from public;
