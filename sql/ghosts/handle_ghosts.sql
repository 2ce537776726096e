create or replace function shipkeeper.handle_ghosts(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
  v_answer record;
  v_order jsonb;
  v_problem text;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);

  if v_request.verdict in ('rate_limited', 'credentials_refused', 'not_sent') then
    -- Says nothing of the order: no outcome, no longer wait; it comes again in the next cycle.
    return;
  elsif v_request.purpose = 'list' and v_request.verdict = 'lost' then
    -- Nor does a list whose runner vanished: the next cycle asks for it again.
    return;
  elsif v_request.purpose = 'list' then
    perform shipkeeper.handle_ghost_list(v_request);
    return;
  end if;

  case v_request.verdict
    when 'answer' then
      v_answer := shipkeeper.read_json(v_request.answer);
      v_order := v_answer.document;
      v_problem := v_answer.problem;
    when 'not_found' then
      v_problem := null;
    when 'lost' then
      v_problem := 'runner_lost';
    else
      v_problem := shipkeeper.failure_phrase(v_request.status, v_request.error);
  end case;
  perform shipkeeper.answer_ghost(
    v_request.order_inbox_id, v_request.cycle_id, p_request, v_request.verdict, v_order, v_problem
  );
end
$$;
comment on function shipkeeper.handle_ghosts(bigint) is
'What an answer means: to a request for one ghost, or to a page of a list. Writes: request, and what answer_ghost and '
'handle_ghost_list write.';
revoke all on function shipkeeper.handle_ghosts(bigint) from public;
