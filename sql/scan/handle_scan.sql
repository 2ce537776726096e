create or replace function shipkeeper.handle_scan(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_scan shipkeeper.scan;
  v_answer record;
  v_orders shipkeeper.laid_order[];
  v_usable shipkeeper.laid_order[];
  v_repeated shipkeeper.repeated_sku;
  v_read integer;
begin
  if shipkeeper.tells_nothing(p_request.verdict) then
    return;
  elsif p_request.verdict <> 'answer' then
    perform shipkeeper.say(p_request.cycle_id, 'error', format(
      '❌ Scan: %s - %s', shipkeeper.failure_phrase(p_request.status, p_request.error),
      case p_request.verdict when 'api_failure' then 'the page is asked for again' else 'it ends here' end
    ));
    if p_request.verdict <> 'api_failure' then
      update shipkeeper.cycle as c set stop_reason = 'failed' where c.cycle_id = p_request.cycle_id;
    end if;
    return;
  end if;

  v_answer := shipkeeper.read_json(p_request.answer);
  if v_answer.problem is not null or jsonb_typeof(v_answer.document -> 'orders') is distinct from 'array' then
    update shipkeeper.cycle as c set stop_reason = 'failed' where c.cycle_id = p_request.cycle_id;
    perform shipkeeper.say(p_request.cycle_id, 'error', format(
      '❌ Scan: %s - it ends here', coalesce(v_answer.problem, 'answer is no list of orders')
    ));
    return;
  end if;

  select s.* into strict v_scan from shipkeeper.scan as s where s.cycle_id = p_request.cycle_id;
  v_orders := array(select l from shipkeeper.lay_out(v_answer.document -> 'orders') as l limit v_scan.orders_wanted - v_scan.orders_read);
  v_read := cardinality(v_orders);
  v_usable := array(select o from unnest(v_orders) as o where o.problem is null);
  for v_repeated in select n.* from shipkeeper.note_repeated_skus(v_usable) as n loop
    perform shipkeeper.say_one_of(
      p_request.cycle_id, 'warning', 'repeated_skus', '⚠️ Order %s repeats SKU %s: %s lines, %s units',
      shipkeeper.printable(v_repeated.order_number), shipkeeper.printable(v_repeated.sku), v_repeated.lines::text, v_repeated.units::text
    );
  end loop;

  update shipkeeper.scan as s
  set
    orders_read = s.orders_read + v_read,
    orders_unreadable = s.orders_unreadable + v_read - cardinality(v_usable),
    next_page = s.next_page + 1,
    -- A short page is the last one, whatever the envelope says of pages: it was seen to say 0.
    is_finished = s.orders_read + v_read >= s.orders_wanted
    or jsonb_array_length(v_answer.document -> 'orders') < least(s.orders_wanted, 500)
  where s.cycle_id = p_request.cycle_id;
end
$$;
comment on function shipkeeper.handle_scan(shipkeeper.request) is
'Reads one page of a scan: says and keeps each SKU that an order repeats, counts what cannot be read. Writes nothing of the shop. '
'Writes: scan, repeated_sku, cycle, message.';
revoke all on function shipkeeper.handle_scan(shipkeeper.request) from public;
