create or replace function shipkeeper.ask_for_spot(p_cycle bigint, p_spot shipkeeper.refused_order)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.put_request(
    p_cycle, 'sync', 'GET', shipkeeper.window_path(p_spot.walk_from, p_spot.walk_on_from, 500, p_spot.walk_passed / 500 + 1),
    (select s.list_timeout_seconds from shipkeeper.settings as s),
    p_purpose => 'spot', p_purpose_id => p_spot.refused_order_id, p_is_divisible => true
  );
end
$$;
comment on function shipkeeper.ask_for_spot(bigint, shipkeeper.refused_order) is
'Asks for the next page of the spot where an order lies that nobody can read. Writes: request.';
revoke all on function shipkeeper.ask_for_spot(bigint, shipkeeper.refused_order) from public;
