create or replace function shipkeeper.handle_ghosts(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
  v_answer record;
  v_ghost record;
  v_laid shipkeeper.laid_order;
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

  select o.order_number, o.shipstation_order_id into v_ghost
  from (
    select g.order_number, g.shipstation_order_id, 1 as turn from shipkeeper.ghost as g where g.order_inbox_id = v_request.order_inbox_id
    union all
    select h.order_number, h.shipstation_order_id, 2 from public.orders_inbox as h where h.id = v_request.order_inbox_id
    order by turn
    limit 1
  ) as o;
  v_laid.problem := case v_request.verdict
    when 'lost' then 'runner_lost'
    when 'not_found' then null
    else shipkeeper.failure_phrase(v_request.status, v_request.error)
  end;
  if v_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(v_request.answer);
    v_laid := shipkeeper.lay_out_order(v_answer.document, v_ghost.shipstation_order_id);
    v_laid.problem := coalesce(v_answer.problem, v_laid.problem);
  end if;
  v_laid.request_id := p_request;
  v_laid.shipstation_order_id := v_ghost.shipstation_order_id;
  perform shipkeeper.work_orders(v_request.cycle_id, 'ghosts', array[shipkeeper.to_decide(
    v_laid, v_request.order_inbox_id, v_ghost.order_number, case when v_request.verdict = 'not_found' then 'cancel' else 'heal' end
  )]);
end
$$;
comment on function shipkeeper.handle_ghosts(bigint) is
'What an answer means: to a request for one ghost, or to a page of a list. Writes: request, and what work_orders and '
'handle_ghost_list write.';
revoke all on function shipkeeper.handle_ghosts(bigint) from public;
