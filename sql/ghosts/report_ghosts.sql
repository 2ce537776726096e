create or replace function shipkeeper.report_ghosts(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_figures jsonb;
begin
  delete from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle;

  select jsonb_build_object(
    'ghost_orders_found', coalesce((select s.ghosts from shipkeeper.ghost_search as s where s.cycle_id = p_cycle), 0),
    'backfilled', count(*) filter (where o.outcome = 'backfilled'),
    'cancelled', count(*) filter (where o.outcome = 'cancelled'),
    'work_in_progress', count(*) filter (where o.outcome = 'work_in_progress'),
    'skipped', count(*) filter (where o.outcome = 'skipped'),
    'held', count(*) filter (where o.outcome = 'held'),
    'errors', count(*) filter (where o.outcome = 'error')
  )
  into v_figures
  from shipkeeper.order_outcome as o
  where o.cycle_id = p_cycle and o.work_kind = 'ghosts';

  if (v_figures ->> 'ghost_orders_found')::integer > 0 then
    perform shipkeeper.say(p_cycle, 'info', format(
      '👻 Ghost order backfill: %s fixed, %s WIP, %s errors',
      v_figures ->> 'backfilled', v_figures ->> 'work_in_progress', v_figures ->> 'errors'
    ));
  end if;
  return v_figures;
end
$$;
comment on function shipkeeper.report_ghosts(bigint) is
'Ends the ghosts'' part of a cycle: empties its queue, says the summary, returns the figures (ghost_orders_found, backfilled, '
'cancelled, work_in_progress, skipped, held, errors). Writes: ghost_queue, message.';
revoke all on function shipkeeper.report_ghosts(bigint) from public;
