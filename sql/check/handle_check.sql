create or replace function shipkeeper.handle_check(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_answer record;
  v_problem text;
begin
  if shipkeeper.tells_nothing(p_request.verdict) then
    return;
  elsif p_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(p_request.answer);
    v_problem := case
      when v_answer.problem is not null then v_answer.problem
      when jsonb_typeof(v_answer.document -> 'orders') is distinct from 'array' then 'answer is no list of orders'
    end;
  else
    v_problem := shipkeeper.failure_phrase(p_request.status, p_request.error);
  end if;

  if v_problem is null then
    perform shipkeeper.say(p_request.cycle_id, 'info', '✅ ShipStation: the API answers and accepts the credentials');
  else
    update shipkeeper.cycle as c
    set stop_reason = case p_request.verdict when 'api_failure' then 'api_unavailable' else 'failed' end
    where c.cycle_id = p_request.cycle_id;
    perform shipkeeper.say(p_request.cycle_id, 'error', format(
      '❌ ShipStation: %s - check SHIPSTATION_BASE_URL and the network', v_problem
    ));
  end if;
end
$$;
comment on function shipkeeper.handle_check(shipkeeper.request) is
'What the answer to a check means: the API works, or what is wrong and what to look at. Writes: cycle, message.';
revoke all on function shipkeeper.handle_check(shipkeeper.request) from public;
