create or replace function shipkeeper.handle_ghosts(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- As in look_up_orders.
set jit = off
set enable_seqscan = off
as $$
declare
  v_answer record;
  v_ghost record;
  v_laid shipkeeper.laid_order;
  v_decided shipkeeper.decided_order;
begin
  if shipkeeper.tells_nothing(p_request.verdict) then
    -- No outcome: it comes again. But an order may be what made the runner vanish: then others have their turn first.
    update shipkeeper.ghost as g
    set setbacks = g.setbacks + 1, next_attempt_at = clock_timestamp() + shipkeeper.retry_wait(g.setbacks + 1)
    where p_request.verdict = 'lost' and g.order_inbox_id = p_request.order_inbox_id;
    return;
  elsif p_request.purpose = 'list' then
    perform shipkeeper.handle_ghost_list(p_request);
    return;
  end if;

  select o.order_number, shipkeeper.plain_id(o.shipstation_order_id) as shipstation_order_id into v_ghost
  from (
    select g.order_number, g.shipstation_order_id, 1 as turn from shipkeeper.ghost as g where g.order_inbox_id = p_request.order_inbox_id
    union all
    select h.order_number, h.shipstation_order_id, 2 from public.orders_inbox as h where h.id = p_request.order_inbox_id
    order by turn
    limit 1
  ) as o;
  if p_request.purpose = 'number' then
    v_decided := shipkeeper.handle_ghost_number(p_request, v_ghost.order_number, v_ghost.shipstation_order_id);
    perform shipkeeper.work_orders(p_request.cycle_id, 'ghosts', array[v_decided]);
    perform shipkeeper.blame_api(p_request, (v_decided.laid).problem);
    return;
  elsif p_request.verdict = 'not_found' and shipkeeper.ask_by_number(p_request) then
    perform shipkeeper.blame_api(p_request, null);
    return;
  end if;
  if p_request.verdict = 'answer' then
    v_answer := shipkeeper.read_json(p_request.answer);
    v_laid := shipkeeper.lay_out_order(v_answer.document, v_ghost.shipstation_order_id);
    v_laid.problem := coalesce(v_answer.problem, v_laid.problem);
  elsif p_request.verdict <> 'not_found' then
    v_laid.problem := shipkeeper.failure_phrase(p_request.status, p_request.error);
  end if;
  v_laid.request_id := p_request.request_id;
  v_laid.shipstation_order_id := v_ghost.shipstation_order_id;
  perform shipkeeper.work_orders(p_request.cycle_id, 'ghosts', array[shipkeeper.to_decide(
    v_laid, p_request.order_inbox_id, v_ghost.order_number, case when p_request.verdict = 'not_found' then 'cancel' else 'heal' end
  )]);
  perform shipkeeper.blame_api(p_request, v_laid.problem);
end
$$;
comment on function shipkeeper.handle_ghosts(shipkeeper.request) is
'What an answer means: to a request for one ghost, by its id or its number, or to a page of a list. Writes: ghost, and what work_orders, '
'ask_by_number, blame_api and handle_ghost_list write.';
revoke all on function shipkeeper.handle_ghosts(shipkeeper.request) from public;
