create or replace function shipkeeper.blame_api(p_request shipkeeper.request, p_problem text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What tells nothing of the order that was asked for.
  v_unusable constant text := case
    when p_problem like any(array['answer is %', 'orderId is no usable number']) or p_request.verdict = 'unexpected' and p_problem like 'API answered %'
      then p_problem
  end;
  v_count integer;
begin
  update shipkeeper.cycle as c
  set
    unusable_answers_in_row = case when v_unusable is null then 0 when c.unusable_answer = v_unusable then c.unusable_answers_in_row + 1 else 1 end,
    unusable_answer = v_unusable
  where c.cycle_id = p_request.cycle_id
    and (v_unusable is not null or c.unusable_answer is not null)
  returning c.unusable_answers_in_row into v_count;
  if v_count is null or v_count < (select s.api_failures_in_row from shipkeeper.settings as s) then
    return;
  end if;

  update shipkeeper.cycle as c set stop_reason = 'api_unavailable' where c.cycle_id = p_request.cycle_id and c.stop_reason is null;
  perform shipkeeper.say_lasting(p_request.cycle_id, 'api', v_unusable, 'error', format(
    '❌ The same unusable answer %s times in a row (%s) - the API is at fault, not the orders; will retry next cycle', v_count, v_unusable
  ));
  -- They have waited for nothing of their own.
  update shipkeeper.ghost as g
  set setbacks = greatest(g.setbacks - 1, 0), next_attempt_at = clock_timestamp()
  from shipkeeper.cycle as c
  where c.cycle_id = p_request.cycle_id and g.attempted_at >= c.started_at and g.last_outcome = 'error' and g.last_reason = v_unusable;
  update shipkeeper.refused_order as r
  set next_attempt_at = clock_timestamp()
  from shipkeeper.cycle as c
  where c.cycle_id = p_request.cycle_id and r.attempted_at >= c.started_at and r.reason = v_unusable
    -- What a list of the round holds no walk asks for.
    and r.list_status is null;
end
$$;
comment on function shipkeeper.blame_api(shipkeeper.request, text) is
'Counts the answers to requests for one order that are no order, each like the one before; p_problem null: this one was of use. After as '
'many as the setting api_failures_in_row the API is at fault: the cycle stops, and no order waits longer for it. '
'Writes: cycle, message, lasting_state, ghost, refused_order.';
revoke all on function shipkeeper.blame_api(shipkeeper.request, text) from public;
