create or replace function shipkeeper.report_sync(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_walk shipkeeper.sync_walk;
  v_figures jsonb;
begin
  select w.* into v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  select jsonb_build_object(
    'orders_seen', coalesce(v_walk.orders_seen, 0),
    'orders_imported', count(*) filter (where o.outcome = 'imported'),
    'orders_updated', count(*) filter (where o.outcome = 'updated'),
    'orders_linked', count(*) filter (where o.outcome = 'linked'),
    'orders_refused', count(*) filter (where o.outcome = 'error'),
    'errors', num_nonnulls(v_walk.problem)
  )
  into v_figures
  from shipkeeper.order_outcome as o
  where o.cycle_id = p_cycle and o.work_kind = 'sync';

  perform shipkeeper.say(p_cycle, 'error', format('❌ Sync: %s - the page is asked for again', f.what))
  from (
    select distinct shipkeeper.failure_phrase(r.status, r.error) as what
    from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.work_kind = 'sync' and r.verdict = 'api_failure'
      and r.status is distinct from 500 and r.error is distinct from 'timeout'
      and not exists (select from shipkeeper.cycle as c where c.cycle_id = p_cycle and c.stop_reason = 'api_unavailable')
  ) as f;
  -- A problem that lasts is said once.
  if v_figures - array['orders_seen', 'errors'] <> '{"orders_imported": 0, "orders_updated": 0, "orders_linked": 0, "orders_refused": 0}'
    or v_walk.problem is not null and exists (select from shipkeeper.lasting_state as l where l.state = 'sync' and l.said_in = p_cycle)
  then
    perform shipkeeper.say(p_cycle, case when v_walk.problem is null then 'info' else 'error' end, format(
      '🔄 Sync: %s orders seen, %s new, %s updated, %s linked, %s refused%s', v_figures ->> 'orders_seen',
      v_figures ->> 'orders_imported', v_figures ->> 'orders_updated', v_figures ->> 'orders_linked',
      v_figures ->> 'orders_refused', ' - not to its end: ' || v_walk.problem
    ));
  end if;
  if v_walk.ended = 'done' and v_walk.problem is null then
    perform shipkeeper.say_lasting(p_cycle, 'sync', null, 'info', '✅ Sync: it comes to its end again, which it did not');
  end if;
  return v_figures || jsonb_build_object(
    'got_on', coalesce(v_walk.has_moved or v_walk.ended = 'done' and v_walk.problem is null, false),
    'problem', v_walk.problem,
    -- Where nothing changes the watermark stays at the last change, which each walk meets again.
    'reached_at', (
      select greatest(m.watermark, case
        when v_walk.ended = 'done' and v_walk.problem is null
          then least(shipkeeper.pacific_instant(v_walk.window_end), c.started_at) - t.sync_overlap
      end)
      from shipkeeper.read_watermark() as m
      cross join shipkeeper.settings as t
      cross join shipkeeper.cycle as c
      where c.cycle_id = p_cycle
    )
  );
end
$$;
comment on function shipkeeper.report_sync(bigint) is
'Ends the sync''s part of a cycle: says the summary where something changed or the walk did not come to its end, returns the figures '
'that declare_sync names, and how far it got, as every report. '
'Writes: lasting_state, message.';
revoke all on function shipkeeper.report_sync(bigint) from public;
