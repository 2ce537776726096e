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

  -- As long as the API is down its failures are no fault of any order.
  if (v_figures ->> 'errors')::integer > 0
    and not exists (select from shipkeeper.cycle as c where c.cycle_id = p_cycle and c.stop_reason = 'api_unavailable')
  then
    perform shipkeeper.say_each(p_cycle, array(
      select row('error', '❌ Error backfilling order %s: %s', 'order_outcomes', array[shipkeeper.printable(o.order_number), o.reason])::shipkeeper.sentence
      from shipkeeper.order_outcome as o
      join shipkeeper.request as r on r.request_id = o.request_id and r.verdict = 'api_failure'
      where o.cycle_id = p_cycle and o.work_kind = 'ghosts' and o.outcome = 'error'
        and o.reason is distinct from (
          select b.reason
          from shipkeeper.order_outcome as b
          where b.order_inbox_id = o.order_inbox_id and b.order_outcome_id < o.order_outcome_id
          order by b.order_outcome_id desc
          limit 1
        )
      order by o.order_outcome_id
    ));
  end if;
  -- Where nothing was done, only beside the sentence that counts them.
  if (v_figures ->> 'ghost_orders_found')::integer > 0 and (
    v_figures - array['ghost_orders_found', 'ghosts_open', 'ghosts_most', 'ghosts_held']
      <> '{"backfilled": 0, "cancelled": 0, "work_in_progress": 0, "skipped": 0, "held": 0, "errors": 0}'
    or exists (select from shipkeeper.lasting_state as l where l.state = 'ghosts' and l.said_in = p_cycle)
  ) then
    perform shipkeeper.say(p_cycle, 'info', format(
      '👻 Ghost order backfill: %s fixed, %s WIP, %s errors%s%s', v_figures ->> 'backfilled', v_figures ->> 'work_in_progress',
      v_figures ->> 'errors', ', ' || nullif(v_figures ->> 'cancelled', '0') || ' cancelled', ', ' || nullif(v_figures ->> 'held', '0') || ' held'
    ));
  end if;
  -- What is left is no news in the next cycle.
  update shipkeeper.lasting_state as l
  set what = g.what
  from (select coalesce(count(*) || ' ' || max(h.order_inbox_id), 'none') as what from shipkeeper.ghost as h) as g
  where l.state = 'ghosts' and l.what <> g.what;
  if v_got_on then
    perform shipkeeper.say_lasting(p_cycle, 'ghosts_problem', null, 'info', '✅ Ghost orders get on again: they did not');
  elsif v_figures ->> 'ghosts_open' = v_figures ->> 'ghosts_held' then
    -- Nobody is left who could.
    perform shipkeeper.say_lasting(p_cycle, 'ghosts_problem', null, null, null);
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
'got, as every report. Writes: ghost_queue, lasting_state, message.';
revoke all on function shipkeeper.report_ghosts(bigint) from public;
