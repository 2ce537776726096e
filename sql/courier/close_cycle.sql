create or replace function shipkeeper.close_cycle(p_cycle bigint, p_abandoned boolean)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- An answer kept by a runner that vanished may be old by now; in a pause nothing is written.
  v_is_given_up constant boolean := p_abandoned or exists (
    select
    from shipkeeper.pause as p
    cross join shipkeeper.cycle as c
    where p.paused_at is not null and c.cycle_id = p_cycle and c.kind = 'run'
  );
  v_request record;
  v_kind text;
  v_state text;
  v_figures jsonb;
  v_metrics jsonb := '{}'::jsonb;
begin
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
      execute format('select shipkeeper.%I($1)', 'handle_' || v_request.work_kind) using v_request.request_id;
    exception
      when query_canceled or others then
        -- A cycle that cannot be closed would keep every later one from starting.
        get stacked diagnostics v_state = returned_sqlstate;
        perform shipkeeper.use_up_answer(v_request.request_id);
        perform shipkeeper.say(p_cycle, 'error', format(
          '❌ The last answer of the cycle (%s) could not be worked on: database failure %s', v_request.work_kind, v_state
        ));
    end;
  end loop;

  -- Bodies are erased unworked: what they held is asked for again.
  delete from shipkeeper.page_order where cycle_id = p_cycle;

  for v_kind in select k from shipkeeper.kinds_of_cycle(p_cycle) as k loop
    execute format('select shipkeeper.%I($1)', 'report_' || v_kind) using p_cycle into v_figures;
    v_metrics := v_metrics || v_figures;
  end loop;

  update shipkeeper.cycle as c
  set
    ended_at = clock_timestamp(),
    outcome = case
      when p_abandoned then 'abandoned'
      when c.stop_reason in ('quota_used_up', 'paused') then 'done'
      else coalesce(c.stop_reason, 'done')
    end,
    metrics = v_metrics || jsonb_build_object(
      'rate_limited', coalesce(c.stop_reason = 'rate_limited', false),
      'requests', (
        select count(*) from shipkeeper.request as r where r.cycle_id = p_cycle and r.verdict <> 'not_sent'
      ),
      'duration_seconds', round(extract(epoch from clock_timestamp() - c.started_at), 3)
    )
  where c.cycle_id = p_cycle;

  perform shipkeeper.note_day(p_cycle);
  -- What a timer's runs have found, a check or a scan neither raises nor clears.
  if exists (select from shipkeeper.cycle as c where c.cycle_id = p_cycle and c.kind = 'run') then
    begin
      perform shipkeeper.note_alerts(p_cycle);
    exception
      when query_canceled or others then
        get stacked diagnostics v_state = returned_sqlstate;
        perform shipkeeper.say(p_cycle, 'error', format(
          '❌ What needs a person could not be brought up to date: database failure %s', v_state
        ));
    end;
  end if;
  update shipkeeper.lease set cycle_id = null, expires_at = '-infinity' where cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.close_cycle(bigint, boolean) is
'Ends a cycle: works on an answer still stored (of an abandoned cycle, or in a pause: gives it up, as it does a request still under way), '
'lets '
'each kind of work report, stores the metrics, adds them to the day''s, brings the alerts up to date (of a run), frees the lease. '
'Writes: request, page_order, cycle, lease, and what note_day, note_alerts and the kinds of work write.';
revoke all on function shipkeeper.close_cycle(bigint, boolean) from public;
