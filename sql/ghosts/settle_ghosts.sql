create or replace function shipkeeper.settle_ghosts(p_cycle bigint, p_ghosts shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_settings shipkeeper.settings;
  v_are_cancelled boolean;
  v_are_stopped boolean;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  select bool_or(d.outcome = 'cancelled'), bool_or(d.reason = 'cancellations_stopped') into v_are_cancelled, v_are_stopped from unnest(p_ghosts) as d;
  if v_are_cancelled then
    insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
    select d.order_inbox_id, d.order_number, (d.laid).shipstation_order_id, d.reason, d.old_status, v_now, p_cycle
    from unnest(p_ghosts) as d
    where d.outcome = 'cancelled'
    order by (d.laid).place;
  end if;
  if v_are_stopped then
    perform shipkeeper.draw_brake(p_cycle);
  end if;
  perform shipkeeper.say_ghosts(p_cycle, p_ghosts);

  -- The rest of this very state a page has shown, and the sync does not write beside a ghost: now it can.
  update shipkeeper.seen_order as s
  set
    units_here = d.units_here,
    apply_at = case when v_settings.sync_mode = 'full' and not s.was_applied then v_now else s.apply_at end
  from unnest(p_ghosts) as d
  where d.action = 'heal' and d.writes_header
    and s.shipstation_order_id = (d.laid).shipstation_order_id and s.modify_date = d.modify_date
    -- By the index, whenever the plan was made.
    and s.shipstation_order_id = any(array(select (g.laid).shipstation_order_id from unnest(p_ghosts) as g));

  -- One by one: with an array the planner may read the cycle's whole queue.
  delete from shipkeeper.ghost_queue as q
  where q.ctid = any(array(
    select e.place_of_row
    from unnest(p_ghosts) as d
    cross join lateral (
      select n.ctid as place_of_row from shipkeeper.ghost_queue as n where n.cycle_id = p_cycle and n.order_inbox_id = d.order_inbox_id offset 0
    ) as e
  ));

  with settled as (
    select
      d.order_inbox_id, d.outcome, d.reason, d.open_as,
      case
        when d.outcome = 'held' or d.reason = 'held_by_operator' then 'hold'
        -- Without a line in ShipStation: when it gets one it changes, and the sync brings it.
        when d.outcome = 'work_in_progress' and d.reason is null and v_settings.sync_mode <> 'off' then 'poll'
        when d.outcome = 'work_in_progress' then 'later'
        when d.outcome = 'skipped' and d.reason in ('locked', 'too_young') then 'next_cycle'
        when d.outcome = 'error' and q.verdict = 'api_failure' then 'next_cycle'
        when d.outcome = 'error' then 'later'
        else 'forget'
      end as what_then
    from unnest(p_ghosts) as d
    left join lateral (select r.verdict from shipkeeper.request as r where r.request_id = (d.laid).request_id offset 0) as q on true
  ),
  forgotten as (
    delete from shipkeeper.ghost as g
    where g.order_inbox_id = any(array(select d.order_inbox_id from settled as d where d.what_then = 'forget'))
  )
  update shipkeeper.ghost as g
  set
    last_outcome = d.outcome,
    last_reason = d.reason,
    setbacks = g.setbacks + case when d.what_then in ('later', 'poll') then 1 else 0 end,
    next_attempt_at = v_now + case d.what_then
      when 'later' then shipkeeper.retry_wait(g.setbacks + 1)
      when 'poll' then shipkeeper.retry_wait(g.setbacks + 1, v_settings.first_poll)
      else interval '0'
    end,
    held_reason = case d.what_then when 'hold' then d.reason end,
    held_at = case d.what_then when 'hold' then v_now end,
    open_as = d.open_as
  from settled as d
  where d.what_then <> 'forget' and g.order_inbox_id = d.order_inbox_id
    and g.order_inbox_id = any(array(select e.order_inbox_id from unnest(p_ghosts) as e));
end
$$;
comment on function shipkeeper.settle_ghosts(bigint, shipkeeper.decided_order[]) is
'Keeps what became of ghosts and what comes then: forgotten (it is none any more), asked again in the next cycle, later (at growing '
'intervals), polled (so, from the setting first_poll on), or held, for the reason. Writes: cancellation, ghost, ghost_queue, seen_order, '
'and what draw_brake and say_ghosts write.';
revoke all on function shipkeeper.settle_ghosts(bigint, shipkeeper.decided_order[]) from public;
