create or replace function shipkeeper.handle_lots(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_review shipkeeper.lot_review;
  v_answer record;
  v_problem text;
  v_line_problem text;
  v_state text;
begin
  select l.* into v_review from shipkeeper.lot_review as l where l.lot_review_id = p_request.purpose_id for update skip locked;
  if v_review.state is null or v_review.state <> all(case p_request.purpose
    when 'read' then array['open', 'approval'] when 'shipments' then array['read'] when 'confirm' then array['cleared']
    else array['posted']
  end) then
    -- Closed meanwhile, begun anew by another release, or about to be: what is still to be done comes again.
    return;
  end if;
  -- Of a first reading, the id that the header had then.
  v_review.shipstation_order_id := p_request.shipstation_order_id;
  if p_request.purpose = 'post' and p_request.verdict = 'not_sent' then
    -- Certainly not sent: as if it had never been about to be.
    v_review.posts := v_review.posts - 1;
    v_review.posted_at := case when v_review.posts > 0 then v_review.posted_at end;
    perform shipkeeper.move_review(v_review, 'not_sent');
    if p_request.error = 'not_sent_writes_off' then
      v_review.state := 'cleared';
      v_review.reason := 'writes_not_allowed';
      v_review.next_look_at := clock_timestamp() + interval '15 minutes';
      perform shipkeeper.move_review(v_review, 'put_off', p_request.cycle_id);
    end if;
    return;
  elsif p_request.purpose = 'post' then
    -- Whatever the answer says, or whether one came: a look tells what took effect.
    v_review.post_status := case when p_request.error is null then p_request.status end;
    perform shipkeeper.move_review(v_review, 'answered');
    return;
  elsif shipkeeper.tells_nothing(p_request.verdict) then
    -- Says nothing of the order: the step comes again.
    return;
  elsif p_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(p_request.answer, p_mark_nul => true);
    v_problem := v_answer.problem;
    if v_problem is null and p_request.purpose = 'shipments' then
      v_problem := case
        when jsonb_typeof(v_answer.document -> 'shipments') is distinct from 'array'
          or not shipkeeper.is_integer(v_answer.document -> 'total', 0, 500) then 'answer is no list of shipments'
      end;
    elsif v_problem is null then
      select p.problem, p.line_problem into v_problem, v_line_problem
      from shipkeeper.lot_order_problem(v_answer.document, v_review.shipstation_order_id) as p;
    end if;
  elsif p_request.verdict = 'not_found' and v_review.state <> 'posted' then
    v_review.outcome := 'skipped';
    v_review.reason := 'not_updatable';
    perform shipkeeper.move_review(v_review, 'ended', p_request.cycle_id, p_request.request_id);
    return;
  else
    v_problem := shipkeeper.failure_phrase(p_request.status, p_request.error);
  end if;

  if v_problem is null then
    if v_line_problem is not null then
      perform shipkeeper.say_one_of(
        p_request.cycle_id, 'error', 'lot_reviews', '❌ Lots of order %s: %s - its other lines are looked at',
        shipkeeper.printable(v_review.order_number), v_line_problem
      ) where v_review.unread_since is null;
      v_review.unread_since := shipkeeper.note_unread(p_request, v_review, v_line_problem);
    elsif p_request.purpose <> 'shipments' then
      v_review.unread_since := null;
    end if;
    begin
      case p_request.purpose
        when 'shipments' then perform shipkeeper.handle_shipments(p_request, v_review, v_answer.document);
        when 'check' then perform shipkeeper.handle_lot_check(p_request, v_review, v_answer.document);
        else perform shipkeeper.handle_read(p_request, v_review, v_answer.document);
      end case;
      return;
    exception
      when query_canceled or assert_failure or others then
        -- The message may quote a row; the code does not.
        get stacked diagnostics v_state = returned_sqlstate;
        v_problem := format('database failure %s', v_state);
    end;
  end if;

  perform shipkeeper.say_one_of(
    p_request.cycle_id, 'error', 'lot_reviews', '❌ Lots of order %s: %s - looked at again later',
    shipkeeper.printable(v_review.order_number), v_problem
  )
  -- What fails again is said already; what fails for the API's sake report_lots says, unless it is down.
  where p_request.verdict <> 'api_failure'
    and (v_review.unread_since is null or v_review.state <> 'approval' and v_review.reason is distinct from v_problem);
  v_review.unread_since := shipkeeper.note_unread(p_request, v_review, v_problem);
  if v_review.state = 'posted' then
    perform shipkeeper.look_again(p_request, v_review, v_problem);
  else
    v_review.reason := case when v_review.state = 'approval' then v_review.reason else v_problem end;
    perform shipkeeper.move_review(v_review, 'put_off');
  end if;
end
$$;
comment on function shipkeeper.handle_lots(shipkeeper.request) is
'What an answer means for the review that asked. One subtransaction: what fails in it is looked at again later. '
'Writes: order_outcome, message, and what move_review and the functions write that it calls.';
revoke all on function shipkeeper.handle_lots(shipkeeper.request) from public;
