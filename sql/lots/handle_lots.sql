create or replace function shipkeeper.handle_lots(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
  v_review shipkeeper.lot_review;
  v_answer record;
  v_problem text;
  v_state text;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);
  select l.* into v_review from shipkeeper.lot_review as l where l.lot_review_id = v_request.purpose_id for update skip locked;
  if v_review.state is null or v_review.state <> all(case v_request.purpose
    when 'read' then array['open', 'approved'] when 'shipments' then array['read'] when 'confirm' then array['cleared']
    else array['posted']
  end) then
    -- Closed meanwhile, begun anew by another release, or about to be: what is still to be done comes again.
    return;
  elsif v_request.purpose = 'post' then
    perform shipkeeper.handle_post(v_request, v_review);
    return;
  elsif v_request.verdict in ('rate_limited', 'credentials_refused', 'not_sent', 'lost') then
    -- Says nothing of the order: the step comes again.
    return;
  elsif v_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(v_request.answer);
    v_problem := coalesce(
      v_answer.problem,
      case when v_answer.has_half then 'answer holds half a character, which cannot be sent back' end,
      case
        when v_request.purpose = 'shipments' then case
          when jsonb_typeof(v_answer.document -> 'shipments') is distinct from 'array'
            or not shipkeeper.is_integer(v_answer.document -> 'total', 0, 500) then 'answer is no list of shipments'
        end
        else shipkeeper.order_problem(v_answer.document, v_review.shipstation_order_id)
      end,
      -- Comparing goes as deep as the answer; an order of theirs nests four levels.
      case when jsonb_path_exists(v_answer.document, '$.**{64}') then 'answer is nested more than 64 levels deep' end
    );
  elsif v_request.verdict = 'not_found' and v_review.state <> 'posted' then
    perform shipkeeper.close_review(v_review, v_request.cycle_id, p_request, 'skipped', 'not_updatable');
    return;
  elsif v_request.verdict = 'not_found' and v_review.looks >= 5 then
    -- Perhaps changed, and certainly gone: there is nothing left to look at.
    perform shipkeeper.close_review(v_review, v_request.cycle_id, p_request, 'held', 'not_found');
    perform shipkeeper.say(v_request.cycle_id, 'warning', format(
      '⚠️ Lots of order %s held: ShipStation no longer knows it, so that nobody can tell whether it took the change',
      shipkeeper.printable(v_review.order_number)
    ));
    return;
  else
    v_problem := shipkeeper.failure_phrase(v_request.status, v_request.error);
  end if;

  if v_problem is not null then
    perform shipkeeper.postpone_review(v_review, v_problem);
    perform shipkeeper.say(v_request.cycle_id, 'error', format(
      '❌ Lots of order %s: %s - looked at again later', shipkeeper.printable(v_review.order_number), v_problem
    ));
    return;
  end if;

  begin
    case v_request.purpose
      when 'read' then perform shipkeeper.handle_read(v_request, v_review, v_answer.document);
      when 'shipments' then perform shipkeeper.handle_shipments(v_request, v_review, v_answer.document);
      when 'confirm' then perform shipkeeper.handle_confirm(v_request, v_review, v_answer.document);
      else perform shipkeeper.handle_lot_check(v_request, v_review, v_answer.document);
    end case;
  exception
    when query_canceled or others then
      -- The message may quote a row; the code does not.
      get stacked diagnostics v_state = returned_sqlstate;
      perform shipkeeper.postpone_review(v_review, format('database failure %s', v_state));
      perform shipkeeper.say(v_request.cycle_id, 'error', format(
        '❌ Lots of order %s: database failure %s - looked at again later', shipkeeper.printable(v_review.order_number), v_state
      ));
  end;
end
$$;
comment on function shipkeeper.handle_lots(bigint) is
'What an answer means for the review that asked. One subtransaction: what fails in it is looked at again later. '
'Writes: request, lot_review, message, and what the functions write that it calls.';
revoke all on function shipkeeper.handle_lots(bigint) from public;
