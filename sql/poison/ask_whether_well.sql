create or replace function shipkeeper.ask_whether_well(p_cycle bigint)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.put_request(
    p_cycle, 'sync', 'GET',
    coalesce(
      '/orders/' || (
        select s.shipstation_order_id
        from shipkeeper.seen_order as s
        where not exists (
          select from shipkeeper.refused_order as r where r.shipstation_order_id = s.shipstation_order_id
        )
        order by s.seen_at desc
        limit 1
      ),
      shipkeeper.window_path('2000-01-01', '2000-01-02', 1, 1)
    ),
    (select s.list_timeout_seconds from shipkeeper.settings as s),
    p_purpose => 'probe'
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_whether_well(bigint) is
'Asks for an order that could be read before (for want of one: a list that holds none): whether it is an order that made its page '
'fail, or ShipStation. Returns again. Writes: request.';
revoke all on function shipkeeper.ask_whether_well(bigint) from public;
