create or replace function shipkeeper.handle_refused_order(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_answer record;
  v_problem text;
  v_laid shipkeeper.laid_order;
begin
  if p_request.verdict = 'not_found' then
    -- A web page with this status is somebody else's word, and with the key of another account every order is unknown: forgotten for
    -- that, what no page shows again would be lost.
    if (p_request.answer_bytes > 0 and (shipkeeper.read_json(p_request.answer)).problem is not null) is not true
      and exists (select from shipkeeper.sync_walk as w where w.cycle_id = p_request.cycle_id and w.is_account_proven)
    then
      delete from shipkeeper.refused_order as r where r.refused_order_id = p_request.purpose_id;
      perform shipkeeper.forget_gone_order(p_request.cycle_id, p_request.shipstation_order_id);
    else
      update shipkeeper.refused_order as r
      set reason = shipkeeper.failure_phrase(p_request.status, p_request.error)
      where r.refused_order_id = p_request.purpose_id;
    end if;
    return;
  elsif p_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(p_request.answer);
    v_problem := v_answer.problem;
  else
    v_problem := shipkeeper.failure_phrase(p_request.status, p_request.error);
  end if;

  if v_problem is null then
    v_laid := shipkeeper.lay_out_order(
      v_answer.document, p_request.shipstation_order_id, p_request.request_id,
      (select w.mode = 'full' from shipkeeper.sync_walk as w where w.cycle_id = p_request.cycle_id)
    );
    perform shipkeeper.work_orders(p_request.cycle_id, 'sync', array[shipkeeper.to_decide(v_laid)]);
  else
    update shipkeeper.refused_order as r set reason = v_problem where r.refused_order_id = p_request.purpose_id;
  end if;
  perform shipkeeper.blame_api(p_request, coalesce(v_problem, v_laid.problem));
end
$$;
comment on function shipkeeper.handle_refused_order(shipkeeper.request) is
'What the answer to a request for one order means that a page had brought in vain: it is worked on as in a page, stays refused with '
'its reason, or is gone (404, in a cycle in which this account was proven). Writes: refused_order, and what forget_gone_order, work_orders '
'and blame_api write.';
revoke all on function shipkeeper.handle_refused_order(shipkeeper.request) from public;
