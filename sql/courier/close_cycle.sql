create or replace function shipkeeper.close_cycle(p_cycle bigint, p_abandoned boolean)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_is_given_up boolean;
  v_request record;
  v_kind text;
  v_state text;
  v_report jsonb;
  v_reports jsonb := '{}'::jsonb;
  v_broken jsonb := '{}'::jsonb;
  v_outcome text;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  if p_abandoned then
    update shipkeeper.cycle as c set stop_reason = coalesce(c.stop_reason, 'runner_lost') where c.cycle_id = p_cycle;
    perform shipkeeper.say(p_cycle, 'warning', format(
      '⚠️ The runner of cycle %s vanished (%s) - what it was at is asked for again', p_cycle, shipkeeper.printable(v_cycle.worker)
    ));
  end if;
  -- An answer kept by a runner that vanished may be old by now; in a pause nothing is written.
  v_is_given_up := p_abandoned
    or v_cycle.kind = 'run' and exists (select from shipkeeper.pause as p where p.paused_at is not null);

  -- In most cycles of a shop where nothing happens nothing was asked for.
  if exists (select from shipkeeper.request as r where r.cycle_id = p_cycle) then
    -- What is given up is asked for again.
    for v_request in
      update shipkeeper.request
      set
        verdict = case when v_is_given_up or state = 'in_flight' then 'lost' else verdict end,
        answer = case when not v_is_given_up then answer end
      where cycle_id = p_cycle and state <> 'worked'
      returning request_id, work_kind
    loop
      begin
        perform shipkeeper.work_on_answer(v_request.request_id);
      exception
        when query_canceled or assert_failure or others then
          -- A cycle that cannot be closed would keep every later one from starting.
          get stacked diagnostics v_state = returned_sqlstate;
          perform shipkeeper.use_up_answer(v_request.request_id);
          v_broken := v_broken || jsonb_build_object(v_request.work_kind, jsonb_build_object(
            'got_on', false, 'problem', format('the last answer could not be worked on: database failure %s', v_state)
          ));
          perform shipkeeper.say(p_cycle, 'error', format(
            '❌ The last answer of the cycle (%s) could not be worked on: database failure %s', v_request.work_kind, v_state
          ));
      end;
    end loop;

    -- Bodies are erased unworked: what they held is asked for again.
    delete from shipkeeper.page_order where cycle_id = p_cycle;
    delete from shipkeeper.lane where cycle_id = p_cycle;
  end if;

  for v_kind in select k from shipkeeper.kinds_of_cycle(p_cycle) as k loop
    execute format('select shipkeeper.%I($1)', 'report_' || v_kind) using p_cycle into v_report;
    if v_broken ? v_kind then
      v_report := v_report || (v_broken -> v_kind) || jsonb_build_object('errors', coalesce((v_report ->> 'errors')::bigint, 0) + 1);
    end if;
    if v_kind = v_cycle.halted_kind and not (v_report ->> 'got_on')::boolean and v_report ->> 'problem' is null then
      v_report := v_report || '{"problem": "no request or no time was left for it", "is_waiting": true}';
    end if;
    v_reports := v_reports || jsonb_build_object(v_kind, v_report);
  end loop;
  perform shipkeeper.say_counts(p_cycle);
  if v_cycle.kind = 'run' and not p_abandoned then
    perform shipkeeper.say_api(p_cycle);
    v_outcome := shipkeeper.note_progress(p_cycle, v_reports);
  end if;

  update shipkeeper.cycle as c
  set
    ended_at = clock_timestamp(),
    outcome = case
      when p_abandoned then 'abandoned'
      when c.stop_reason in ('quota_used_up', 'paused') then coalesce(v_outcome, 'done')
      -- What it had no time for it has not done.
      when c.stop_reason = 'stopped' then coalesce(nullif(v_outcome, 'done'), 'incomplete')
      else coalesce(c.stop_reason, v_outcome, 'done')
    end,
    figures = (
      select coalesce(jsonb_object_agg(r.key, r.value - array['got_on', 'problem', 'reached_at', 'is_waiting']), '{}') from jsonb_each(v_reports) as r
    ) || jsonb_build_object('cycle', jsonb_build_object(
      'rate_limited', coalesce(c.stop_reason = 'rate_limited', false),
      'requests', (
        select count(*) from shipkeeper.request as r where r.cycle_id = p_cycle and r.verdict <> 'not_sent'
      ),
      'duration_seconds', round(extract(epoch from clock_timestamp() - c.started_at), 3)
    ))
  where c.cycle_id = p_cycle;

  perform shipkeeper.note_day(p_cycle);
  -- What a timer's runs have found, a check or a scan neither raises nor clears.
  if v_cycle.kind = 'run' then
    begin
      perform shipkeeper.note_alerts();
      perform shipkeeper.say_alerts(p_cycle);
    exception
      when query_canceled or assert_failure or others then
        get stacked diagnostics v_state = returned_sqlstate;
        perform shipkeeper.say(p_cycle, 'error', format(
          '❌ What needs a person could not be brought up to date: database failure %s', v_state
        ));
        -- So that it is an alert all the same, which no row has to say: no cycle ends well.
        update shipkeeper.cycle as c
        set outcome = 'failed'
        where c.cycle_id = p_cycle and c.outcome in ('done', 'incomplete', 'no_progress');
    end;
  end if;
  update shipkeeper.lease as l
  set
    cycle_id = null,
    expires_at = '-infinity',
    -- Something may be missing: the next cycle looks.
    found_whole_at = case when c.outcome in ('failed', 'abandoned') then '-infinity' else l.found_whole_at end
  from shipkeeper.cycle as c
  where l.cycle_id = p_cycle and c.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.close_cycle(bigint, boolean) is
'Ends a cycle: works on an answer still stored (of an abandoned cycle, or in a pause: gives it up, as it does a request still under way), '
'lets '
'each kind of work report, keeps how far it got, stores the figures, adds them to the day''s, brings the alerts up to date (of a run), '
'frees the lease. '
'Writes: request, page_order, lane, cycle, lease, and what say_api, note_day, note_progress, note_alerts, say_alerts '
'and the kinds of work write.';
revoke all on function shipkeeper.close_cycle(bigint, boolean) from public;
