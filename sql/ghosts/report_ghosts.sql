create or replace function shipkeeper.report_ghosts(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_figures jsonb;
  v_problem text;
  v_got_on boolean;
  v_are_locked boolean;
begin
  delete from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle;

  select
    jsonb_build_object(
      'ghost_orders_found', coalesce((select s.ghosts from shipkeeper.ghost_search as s where s.cycle_id = p_cycle), 0),
      'backfilled', count(*) filter (where o.outcome = 'backfilled'),
      'cancelled', count(*) filter (where o.outcome = 'cancelled'),
      'work_in_progress', count(*) filter (where o.outcome = 'work_in_progress'),
      'skipped', count(*) filter (where o.outcome = 'skipped'),
      'held', count(*) filter (where o.outcome = 'held'),
      'errors', count(*) filter (where o.outcome = 'error'),
      'ghosts_open', max(g.open),
      'ghosts_most', max(g.open),
      'ghosts_held', max(g.held)
    ),
    coalesce(bool_or(not u.is_in_vain), false),
    case
      when count(distinct o.order_inbox_id) filter (where u.is_in_vain) > 1 and bool_and(u.is_in_vain)
        then coalesce(max(o.reason) filter (where o.reason <> 'locked'), 'each order is locked by another program')
    end,
    coalesce(bool_and(o.reason = 'locked') filter (where u.is_in_vain), false)
  into v_figures, v_got_on, v_problem, v_are_locked
  from (select count(*) as open, count(h.held_reason) as held from shipkeeper.ghost as h) as g
  left join shipkeeper.order_outcome as o on o.cycle_id = p_cycle and o.work_kind = 'ghosts'
  -- Answers that say nothing of any order, and what the shop's database refuses or keeps locked. One alone may be the fault of its order.
  left join lateral (
    select case o.outcome
      when 'error' then shipkeeper.is_answer_problem(o.reason) or o.reason like 'database failure %'
      else o.outcome = 'skipped' and o.reason is not distinct from 'locked'
    end as is_in_vain
  ) as u on o.request_id is not null;

  if (v_figures ->> 'ghost_orders_found')::integer > 0 then
    perform shipkeeper.say(p_cycle, 'info', format(
      '👻 Ghost order backfill: %s fixed, %s WIP, %s errors',
      v_figures ->> 'backfilled', v_figures ->> 'work_in_progress', v_figures ->> 'errors'
    ));
  end if;
  return v_figures || jsonb_build_object(
    'got_on', v_got_on, 'problem', v_problem,
    -- For a moment that is no failure; nor need it be one when it lasts for less than alert_after.
    'is_waiting', v_are_locked
  );
end
$$;
comment on function shipkeeper.report_ghosts(bigint) is
'Ends the ghosts'' part of a cycle: empties its queue, says the summary, returns the figures that declare_ghosts names, and how far it '
'got, as every report. Writes: ghost_queue, message.';
revoke all on function shipkeeper.report_ghosts(bigint) from public;
