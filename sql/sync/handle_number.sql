create or replace function shipkeeper.handle_number(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_conflict shipkeeper.number_conflict;
  v_page record;
  v_same shipkeeper.laid_order[];
  v_reason text;
begin
  select c.* into v_conflict
  from shipkeeper.number_conflict as c
  where c.shipstation_order_id = p_request.shipstation_order_id;
  if p_request.purpose = 'other_id' then
    -- Gone, it stands in the way no longer: the number is asked for next.
    update shipkeeper.number_conflict as c
    set other_gone_at = clock_timestamp(), next_attempt_at = clock_timestamp()
    -- Of a web page with this status it is not known whose word that is.
    where p_request.verdict = 'not_found' and (p_request.answer_bytes > 0 and (shipkeeper.read_json(p_request.answer)).problem is not null) is not true
      and c.shipstation_order_id = v_conflict.shipstation_order_id;
    return;
  end if;
  if p_request.verdict <> 'answer' or v_conflict.shipstation_order_id is null then
    return;
  end if;

  v_page := shipkeeper.read_page(p_request.answer);
  if v_page.problem is not null then
    return;
  end if;
  -- ShipStation searches by the start of the number: what has exactly this one is compared here.
  v_same := array(select l from shipkeeper.lay_out(v_page.orders) as l where l.order_number = v_conflict.order_number);

  v_reason := case
    when jsonb_array_length(v_page.orders) < v_page.total then 'list_too_long'
    when cardinality(v_same) <> 1 or v_same[1].shipstation_order_id is distinct from v_conflict.shipstation_order_id then 'number_not_unique'
    when v_same[1].problem is not null then 'number_not_unique'
    else shipkeeper.link_order(p_request.cycle_id, p_request.request_id, v_conflict.order_inbox_id, v_same[1], case
      when v_conflict.other_gone_at is not null then v_conflict.other_shipstation_order_id
    end)
  end;
  if v_reason is null then
    delete from shipkeeper.number_conflict as c where c.shipstation_order_id = v_conflict.shipstation_order_id;
  else
    update shipkeeper.number_conflict as c
    set reason = v_reason
    where c.shipstation_order_id = v_conflict.shipstation_order_id;
  end if;
end
$$;
comment on function shipkeeper.handle_number(shipkeeper.request) is
'What the answer to a search for a number means, or to a look whether the header''s own id is known: '
'the header is linked if ShipStation has exactly one order with exactly this number, and '
'nothing else is in the way. Writes: number_conflict, and what link_order writes.';
revoke all on function shipkeeper.handle_number(shipkeeper.request) from public;
