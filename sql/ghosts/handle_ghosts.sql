create or replace function shipkeeper.handle_ghosts(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
  v_order_number text;
  v_answer record;
  v_result record;
  v_outcome text;
  v_reason text;
  v_then text;
  v_state text;
  v_constraint text;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);

  select g.order_number into v_order_number
  from shipkeeper.ghost as g
  where g.order_inbox_id = v_request.order_inbox_id;

  if v_request.verdict in ('rate_limited', 'credentials_refused', 'not_sent') then
    -- Says nothing of the order: it is as if it had not been asked for, and comes again in the next cycle.
    return;
  end if;

  begin
    case v_request.verdict
      when 'answer' then
        v_answer := shipkeeper.read_json(v_request.answer);
        if v_answer.problem is null then
          v_result := shipkeeper.heal_order(
            v_request.order_inbox_id, v_order_number, v_request.shipstation_order_id, v_answer.document, v_request.cycle_id
          );
          v_outcome := v_result.outcome;
          v_reason := v_result.reason;
        else
          v_outcome := 'error';
          v_reason := v_answer.problem;
        end if;
      when 'not_found' then
        v_result := shipkeeper.cancel_unknown_order(
          v_request.order_inbox_id, v_order_number, v_request.shipstation_order_id, v_request.cycle_id
        );
        v_outcome := v_result.outcome;
        v_reason := v_result.reason;
      when 'lost' then
        v_outcome := 'error';
        v_reason := 'runner_lost';
      else
        v_outcome := 'error';
        v_reason := shipkeeper.failure_phrase(v_request.status, v_request.error);
    end case;
  exception
    when query_canceled or others then
      -- The message may quote a row; the code and the constraint's name do not.
      get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
      v_outcome := 'error';
      v_reason := format('database failure %s', concat_ws(' ', v_state, nullif(v_constraint, '')));
  end;

  if v_outcome = 'error' then
    perform shipkeeper.say(v_request.cycle_id, 'error', format(
      '❌ Error backfilling order %s: %s', shipkeeper.printable(v_order_number), v_reason
    ));
  end if;

  v_then := case
    when v_outcome = 'held' then 'hold'
    when v_outcome = 'work_in_progress' then 'later'
    when v_outcome = 'skipped' and v_reason = 'locked' then 'next_cycle'
    when v_outcome = 'error' and v_request.verdict = 'api_failure' then 'next_cycle'
    when v_outcome = 'error' then 'later'
    else 'forget'
  end;
  perform shipkeeper.settle_ghost(
    v_request.order_inbox_id, v_request.cycle_id, p_request, v_outcome, v_reason, v_then
  );
end
$$;
comment on function shipkeeper.handle_ghosts(bigint) is
'What the answer to a request for one ghost means. One subtransaction: whatever fails in it undoes this order alone and becomes the '
'outcome error with a reason. Writes: request, ghost, order_outcome, message, and what heal_order and cancel_unknown_order write.';
revoke all on function shipkeeper.handle_ghosts(bigint) from public;
