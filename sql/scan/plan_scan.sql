create or replace function shipkeeper.plan_scan(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_scan shipkeeper.scan;
begin
  insert into shipkeeper.scan (cycle_id, orders_wanted)
  select c.cycle_id, coalesce((c.options ->> 'orders')::numeric::integer, 500)
  from shipkeeper.cycle as c
  where c.cycle_id = p_cycle
  on conflict (cycle_id) do nothing;
  select s.* into strict v_scan from shipkeeper.scan as s where s.cycle_id = p_cycle;

  if v_scan.is_finished then
    return 'nothing';
  elsif not p_may_send then
    return 'more';
  end if;
  perform shipkeeper.put_request(
    p_cycle, 'scan', 'GET',
    format(
      '/orders?sortBy=CreateDate&sortDir=DESC&pageSize=%s&page=%s', least(v_scan.orders_wanted, 500), v_scan.next_page
    ),
    (select t.list_timeout_seconds from shipkeeper.settings as t)
  );
  return 'again';
end
$$;
comment on function shipkeeper.plan_scan(bigint, boolean) is
'What a scan asks for: ShipStation''s newest orders, 500 a request, until as many as wanted are read. Returns again, more or nothing, '
'as every planner. Writes: scan, request.';
revoke all on function shipkeeper.plan_scan(bigint, boolean) from public;
