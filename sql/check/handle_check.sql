create or replace function shipkeeper.handle_check(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
  v_answer record;
  v_problem text;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);

  if v_request.verdict in ('rate_limited', 'credentials_refused', 'lost', 'not_sent') then
    return;
  elsif v_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(v_request.answer);
    v_problem := case
      when v_answer.problem is not null then v_answer.problem
      when jsonb_typeof(v_answer.document -> 'orders') is distinct from 'array' then 'answer is no list of orders'
    end;
  else
    v_problem := shipkeeper.failure_phrase(v_request.status, v_request.error);
  end if;

  if v_problem is null then
    perform shipkeeper.say(v_request.cycle_id, 'info', '✅ ShipStation: the API answers and accepts the credentials');
  else
    update shipkeeper.cycle as c
    set stop_reason = case v_request.verdict when 'api_failure' then 'api_unavailable' else 'failed' end
    where c.cycle_id = v_request.cycle_id;
    perform shipkeeper.say(v_request.cycle_id, 'error', format(
      '❌ ShipStation: %s - check SHIPSTATION_BASE_URL and the network', v_problem
    ));
  end if;
end
$$;
comment on function shipkeeper.handle_check(bigint) is
'What the answer to a check means: the API works, or what is wrong and what to look at. Writes: request, cycle, message.';
revoke all on function shipkeeper.handle_check(bigint) from public;
