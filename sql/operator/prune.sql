create or replace function shipkeeper_operator.prune(p_keep interval default null)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_keep interval;
  v_seen record;
  v_sum bigint;
begin
  perform 1 from shipkeeper.lease as l for update;
  select coalesce(p_keep, s.keep_logs) into strict v_keep from shipkeeper.settings as s;
  if v_keep < interval '1 day' then
    raise exception 'The last day is kept: what cycles did today may still be needed.';
  end if;
  v_sum := shipkeeper.prune_cycles(clock_timestamp() - v_keep, 5000);
  loop
    v_seen := shipkeeper.prune_seen_orders(clock_timestamp() - v_keep, 5000);
    v_sum := v_sum + v_seen.deleted;
    -- Only where nothing is left to look at is there nothing to delete.
    exit when v_sum > 0 or v_seen.is_finished;
  end loop;
  return v_sum;
end
$$;
comment on function shipkeeper_operator.prune(interval) is
'Deletes cycles older than p_keep (default: the setting keep_logs) with their requests, messages and outcomes, and closed orders that the '
'sync saw before: a batch of at most 5,000 rows of each. Returns how many rows went: call it until that is 0. Each cycle does the same by '
'itself. Records of decisions stay for ever. Error: where p_keep is below a day. Writes: what prune_cycles and prune_seen_orders write.';
revoke all on function shipkeeper_operator.prune(interval) from public;
