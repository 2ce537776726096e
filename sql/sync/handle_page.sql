create or replace function shipkeeper.handle_page(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle constant bigint := p_request.cycle_id;
  v_walk shipkeeper.sync_walk;
  v_page record;
  v_orders shipkeeper.laid_order[];
  v_count integer;
  v_oldest timestamp without time zone;
  v_newest timestamp without time zone;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = v_cycle;

  if p_request.error = 'too_large' or p_request.verdict = 'api_failure' and (p_request.status = 500 or p_request.error = 'timeout')
  then
    perform shipkeeper.divide_page(v_cycle, shipkeeper.failure_phrase(p_request.status, p_request.error), null);
    return;
  elsif p_request.verdict = 'api_failure' then
    -- It is asked for again; report_sync says so.
    return;
  elsif p_request.verdict <> 'answer' then
    perform shipkeeper.fail_walk(v_cycle, shipkeeper.failure_phrase(p_request.status, p_request.error));
    return;
  end if;

  v_page := shipkeeper.read_page(p_request.answer);
  if v_page.is_divisible then
    perform shipkeeper.divide_page(v_cycle, v_page.problem, p_request.answer);
    return;
  elsif v_page.problem is not null then
    perform shipkeeper.fail_walk(v_cycle, v_page.problem);
    return;
  end if;

  v_count := jsonb_array_length(v_page.orders);
  if v_count = 0 and v_page.total > v_walk.passed then
    perform shipkeeper.fail_walk(v_cycle, format('the list is empty, but its total is %s', v_page.total));
    return;
  elsif v_walk.total is not null and v_walk.total <> v_page.total then
    perform shipkeeper.restart_window(v_cycle);
    return;
  end if;
  v_orders := array(
    select l from shipkeeper.lay_out(v_page.orders, p_request.request_id, v_walk.mode = 'full', v_page.has_nul) as l
  );
  if shipkeeper.is_in_disorder(v_orders) then
    perform shipkeeper.fail_walk(v_cycle, 'the list is not in the order it was asked for');
    return;
  elsif shipkeeper.pacific_wall(p_request.server_time) < v_walk.window_start - interval '1 hour' then
    perform shipkeeper.fail_walk(v_cycle, 'the watermark lies after ShipStation''s own clock');
    return;
  end if;

  select min(l.modify_date), max(l.modify_date) into v_oldest, v_newest from unnest(v_orders) as l;
  if v_oldest < v_walk.window_start - interval '1 hour' or v_newest > v_walk.window_end + interval '1 hour' then
    perform shipkeeper.fail_walk(v_cycle, 'the list holds orders changed at other times than it was asked for');
    return;
  end if;
  perform shipkeeper.keep_suspects(v_cycle, v_oldest, p_request.server_time);
  perform shipkeeper.refuse_unidentified(
    v_cycle, v_orders, v_walk.window_start,
    date_trunc('second', least(v_walk.window_end, shipkeeper.pacific_wall(coalesce(p_request.server_time, clock_timestamp()))))
  );
  perform shipkeeper.put_orders(v_cycle, 'sync', array(
    select shipkeeper.to_decide(l) from unnest(v_orders) as l where l.shipstation_order_id is not null
  ));

  update shipkeeper.sync_walk as w
  set
    total = v_page.total,
    page_newest = v_newest,
    page_orders = v_count,
    page_server_time = p_request.server_time,
    orders_seen = w.orders_seen + v_count
  where w.cycle_id = v_cycle;
end
$$;
comment on function shipkeeper.handle_page(shipkeeper.request) is
'What the answer to a page of the walk means. Its orders are laid out for work_batch; anything else is never read as "no '
'orders": the page is divided, asked for again, or the walk given up for this cycle. Writes: sync_walk, page_order, refused_order, '
'message.';
revoke all on function shipkeeper.handle_page(shipkeeper.request) from public;
