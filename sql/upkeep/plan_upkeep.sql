create or replace function shipkeeper.plan_upkeep(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_keep interval;
begin
  -- Sends nothing: whether it may is nothing to it.
  perform p_may_send;
  select s.keep_logs into v_keep
  from shipkeeper.settings as s
  join shipkeeper.cycle as c on c.cycle_id = p_cycle and v_now < c.started_at + s.cycle_budget;
  if not found then
    return 'nothing';
  elsif shipkeeper.prune_cycles(v_now - v_keep, 1000) > 0 then
    return 'pause';
  elsif exists (select from shipkeeper.upkeep as u where u.seen_orders_pruned_at < v_now - interval '1 day') then
    if not (select p.is_finished from shipkeeper.prune_seen_orders(v_now - v_keep, 1000) as p) then
      return 'pause';
    end if;
    update shipkeeper.upkeep as u set seen_orders_pruned_at = v_now;
  end if;
  return 'nothing';
end
$$;
comment on function shipkeeper.plan_upkeep(bigint, boolean) is
'Deletes what is older than the setting keep_logs, a small batch a call, while the cycle''s time lasts: cycles in every cycle, orders '
'seen once a day. Returns pause (come back) or nothing. Writes: what prune_cycles and prune_seen_orders write, upkeep.';
revoke all on function shipkeeper.plan_upkeep(bigint, boolean) from public;
