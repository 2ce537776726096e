create or replace function shipkeeper.handle_spot(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_page record;
  v_problem text := shipkeeper.failure_phrase(p_request.status, p_request.error);
begin
  if p_request.verdict = 'answer' then
    v_page := shipkeeper.read_page(p_request.answer);
    if v_page.problem is null and jsonb_array_length(v_page.orders) >= v_page.total then
      perform shipkeeper.lay_out_page(p_request, v_page.orders, v_page.has_nul);
      delete from shipkeeper.refused_order as r where r.refused_order_id = p_request.purpose_id;
      return;
    end if;
    v_problem := coalesce(v_page.problem, 'list is longer than a page');
  end if;
  update shipkeeper.refused_order as r
  set reason = v_problem
  where r.refused_order_id = p_request.purpose_id;
end
$$;
comment on function shipkeeper.handle_spot(shipkeeper.request) is
'What the answer to a request for a spot means where an order lay that nobody could read: its orders are laid out for work_page and the '
'spot is forgotten, or it stays. Writes: page_order, refused_order.';
revoke all on function shipkeeper.handle_spot(shipkeeper.request) from public;
