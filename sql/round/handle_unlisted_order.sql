create or replace function shipkeeper.handle_unlisted_order(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant text := p_request.shipstation_order_id;
  v_is_gone constant boolean := p_request.verdict = 'not_found';
  v_merged_into text;
  v_answer record;
  v_laid shipkeeper.laid_order;
begin
  if v_is_gone and p_request.answer_bytes > 0 and (shipkeeper.read_json(p_request.answer)).problem is not null
    or not v_is_gone and p_request.verdict <> 'answer'
  then
    -- A web page with this status is somebody else's word; nor does a failure say anything of the order.
    return;
  elsif not v_is_gone then
    v_answer := shipkeeper.read_json(p_request.answer);
    v_laid := shipkeeper.lay_out_order(v_answer.document, v_id, p_request.request_id);
    -- Of one with a line that cannot be read the answer is its own all the same.
    if v_answer.problem is not null or v_laid.problem is not null and v_laid.is_header_usable is not true then
      return;
    end if;
  end if;

  delete from shipkeeper.round_order as c where c.order_inbox_id = p_request.order_inbox_id;
  select m.merged_into into v_merged_into from shipkeeper.merged_order as m where m.shipstation_order_id = v_id;
  if v_merged_into is not null and (v_is_gone or v_laid.order_status = 'cancelled') or v_laid.parent_id = v_merged_into then
    update shipkeeper.merged_order as m set denied_at = null where m.shipstation_order_id = v_id and m.denied_at is not null;
    perform shipkeeper.settle_merged_order(p_request);
  elsif v_is_gone then
    perform shipkeeper.settle_gone_order(p_request);
  else
    -- It says otherwise than the order that claims it: saying so again it is one of its own (note_denied_merges).
    update shipkeeper.difference as d
    set next_look_at = clock_timestamp() + s.second_look_after, looks = 0
    from shipkeeper.settings as s
    where d.shipstation_order_id = v_id and d.what = 'merged';
    perform shipkeeper.compare_orders(p_request.cycle_id, array[v_laid]);
  end if;
end
$$;
comment on function shipkeeper.handle_unlisted_order(shipkeeper.request) is
'What the answer for one order means: it is merged (its own word, that it is cancelled, or a 404 bears out the other order''s), gone (404, '
'with a JSON or empty body), or compared with the one here. Writes: round_order, difference, merged_order, and what the functions write '
'that it calls.';
revoke all on function shipkeeper.handle_unlisted_order(shipkeeper.request) from public;
