create or replace function shipkeeper.handle_spot(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_page record;
  v_orders shipkeeper.laid_order[];
  v_read integer;
  v_number text;
  v_problem text := shipkeeper.failure_phrase(p_request.status, p_request.error);
begin
  if p_request.verdict = 'answer' then
    v_page := shipkeeper.read_page(p_request.answer);
    v_problem := v_page.problem;
    if v_page.orders = '[]' and exists (
      select from shipkeeper.refused_order as r
      where r.refused_order_id = p_request.purpose_id and r.walk_passed < v_page.total
    ) then
      v_problem := format('the list is empty, but its total is %s', v_page.total);
    end if;
  end if;
  if v_problem is null and p_request.verdict = 'answer' then
    v_orders := array(
      select l
      from shipkeeper.sync_walk as w
      cross join lateral shipkeeper.lay_out(v_page.orders, p_request.request_id, w.mode = 'full', v_page.has_nul) as l
      where w.cycle_id = p_request.cycle_id
    );
    perform shipkeeper.put_orders(p_request.cycle_id, 'sync', array(
      select shipkeeper.to_decide(l) from unnest(v_orders) as l where l.shipstation_order_id is not null
    ));
    select l.problem, l.order_number into v_problem, v_number
    from unnest(v_orders) as l where l.shipstation_order_id is null order by l.place limit 1;
    if v_problem is not null then
      -- What lies there is still none, and this page comes again until it is one. Of several that were, it may be another.
      update shipkeeper.refused_order as r
      set reason = v_problem, order_number = case when r.is_listed then left(v_number, 200) end
      where r.refused_order_id = p_request.purpose_id;
      return;
    end if;
    v_read := jsonb_array_length(v_page.orders);
    -- Looked at whole, it is forgotten once its orders were worked on (ask_for_rest): a runner may stop before.
    update shipkeeper.refused_order as r
    set
      walk_passed = r.walk_passed + v_read,
      reason = case when r.walk_passed + v_read >= v_page.total then 'being worked on' else r.reason end,
      next_attempt_at = p_request.answered_at
    where r.refused_order_id = p_request.purpose_id;
    return;
  end if;
  update shipkeeper.refused_order as r
  set reason = v_problem, walk_passed = 0
  where r.refused_order_id = p_request.purpose_id;
end
$$;
comment on function shipkeeper.handle_spot(shipkeeper.request) is
'What the answer to a request for a spot means where an order lay that nobody could read: its orders are laid out for work_batch, page '
'by page, or it stays. Writes: page_order, refused_order.';
revoke all on function shipkeeper.handle_spot(shipkeeper.request) from public;
