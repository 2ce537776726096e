create or replace function shipkeeper.handle_ghost_number(p_request shipkeeper.request, p_order_number text, p_shipstation_order_id text)
returns shipkeeper.decided_order
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_page record;
  v_same shipkeeper.laid_order[];
  v_laid shipkeeper.laid_order;
  v_open_as text;
begin
  if p_request.verdict = 'answer' then
    v_page := shipkeeper.read_page(p_request.answer);
    v_laid.problem := case
      when v_page.problem is not null then v_page.problem
      when jsonb_array_length(v_page.orders) < v_page.total then 'more than 500 orders begin with its number'
    end;
  else
    v_laid.problem := shipkeeper.failure_phrase(p_request.status, p_request.error);
  end if;
  if v_laid.problem is null then
    -- ShipStation searches by the start of the number: what has exactly this one is compared here.
    v_same := array(
      select l
      from shipkeeper.lay_out(v_page.orders, p_request.request_id, p_has_nul => v_page.has_nul) as l
      where shipkeeper.plain_text(l.order_number) = shipkeeper.plain_text(p_order_number)
    );
    select s.* into v_laid from unnest(v_same) as s where s.shipstation_order_id = p_shipstation_order_id;
    if found then
      return shipkeeper.to_decide(v_laid, p_request.order_inbox_id, p_order_number, 'heal');
    end if;
    -- One that cannot be read may well be open.
    v_open_as := (
      select min(coalesce(s.shipstation_order_id, 'unreadable'))
      from unnest(v_same) as s
      where s.order_status is null or s.order_status not in ('shipped', 'cancelled')
    );
  end if;
  v_laid.request_id := p_request.request_id;
  v_laid.shipstation_order_id := p_shipstation_order_id;
  return shipkeeper.to_decide(
    v_laid, p_request.order_inbox_id, p_order_number, case when v_laid.problem is null then 'cancel' else 'heal' end, v_open_as
  );
end
$$;
comment on function shipkeeper.handle_ghost_number(shipkeeper.request, text, text) is
'What the answer to a search for the number of a ghost means whose id was not found: it is not gone where an open order has its number; '
'listed under its own id it is healed from there; an answer that is no list decides nothing.';
revoke all on function shipkeeper.handle_ghost_number(shipkeeper.request, text, text) from public;
