create or replace function shipkeeper.handle_open_orders(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_round shipkeeper.round;
  v_page record;
  v_laid shipkeeper.laid_order[];
  v_count integer;
  v_newest timestamp without time zone;
  v_last timestamp without time zone;
  v_next timestamp without time zone;
  v_problem text;
begin
  select r.* into v_round from shipkeeper.round as r where r.round_id = p_request.purpose_id and r.ended is null;
  if not found then
    return;
  elsif p_request.verdict <> 'answer' then
    update shipkeeper.round as r set failures = r.failures + 1 where r.round_id = v_round.round_id;
    if v_round.failures >= 2 then
      perform shipkeeper.end_round(p_request.cycle_id, shipkeeper.failure_phrase(p_request.status, p_request.error));
    end if;
    return;
  end if;

  v_page := shipkeeper.read_page(p_request.answer);
  if v_page.problem is not null then
    perform shipkeeper.end_round(p_request.cycle_id, v_page.problem);
    return;
  end if;
  v_count := jsonb_array_length(v_page.orders);
  v_laid := array(select l from shipkeeper.lay_out(v_page.orders, p_request.request_id, p_has_nul => v_page.has_nul) as l order by l.place);
  select max(c.created), (array_agg(c.created order by c.place desc) filter (where c.created is not null))[1] into v_newest, v_last
  from (
    select shipkeeper.pacific_time(o.value ->> 'createDate') as created, o.place
    from jsonb_array_elements(v_page.orders) with ordinality as o (value, place)
  ) as c;
  v_problem := case
    when v_count < 500 and v_round.passed + v_count < v_page.total then format('a list ends early: its total is %s', v_page.total)
    when exists (select from unnest(v_laid) as l where l.order_status <> v_round.statuses_left[1])
      then 'a list holds orders of another status than it was asked for'
    when v_count = 500 and v_newest is distinct from v_last then 'a list is not in the order it was asked for'
  end;
  if v_problem is not null then
    perform shipkeeper.end_round(p_request.cycle_id, v_problem);
    return;
  end if;
  perform shipkeeper.refuse_listed(p_request.cycle_id, v_round, v_page.orders, v_laid);
  perform shipkeeper.compare_orders(p_request.cycle_id, v_laid);

  -- From the last order seen, less a second; where that leads no further, by the number of the page.
  v_next := shipkeeper.window_start_at(v_newest - interval '1 second');
  update shipkeeper.round as r
  set
    failures = 0,
    orders_listed = r.orders_listed + v_count,
    statuses_left = case when r.passed + v_count >= v_page.total then r.statuses_left[2:] else r.statuses_left end,
    list_from = case
      when r.passed + v_count >= v_page.total then null
      when v_next > coalesce(r.list_from, '-infinity') then v_next
      else r.list_from
    end,
    passed = case
      when r.passed + v_count >= v_page.total or v_next > coalesce(r.list_from, '-infinity') then 0
      else r.passed + v_count
    end
  where r.round_id = v_round.round_id;

  if cardinality(v_round.statuses_left) = 1 and v_round.passed + v_count >= v_page.total then
    perform shipkeeper.forget_listed(v_round.started_at);
  end if;
  -- The second of two orders with one number, where no list has shown it any more: the sync asks for it by its id.
  if cardinality(v_round.statuses_left) = 1 and v_round.passed + v_count >= v_page.total
    and (select s.sync_mode <> 'off' from shipkeeper.settings as s)
  then
    insert into shipkeeper.refused_order as r (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
    select c.shipstation_order_id, c.order_number, 'changed without a new date', clock_timestamp(), clock_timestamp()
    from shipkeeper.number_conflict as c
    left join shipkeeper.seen_order as s on s.shipstation_order_id = c.shipstation_order_id
    where c.status_in_shipstation not in ('shipped', 'cancelled') and greatest(s.seen_at, c.seen_at) < v_round.started_at
    on conflict (shipstation_order_id) do nothing;
  end if;
end
$$;
comment on function shipkeeper.handle_open_orders(shipkeeper.request) is
'What a page of a list of open orders means: its orders are compared with those here. A list that fails three times, ends early or holds '
'anything else ends the round, and nothing follows from whom it did not show. Writes: round, refused_order, and what '
'refuse_listed, compare_orders and end_round write.';
revoke all on function shipkeeper.handle_open_orders(shipkeeper.request) from public;
