create or replace function shipkeeper.ask_for_page(p_cycle bigint)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_walk shipkeeper.sync_walk;
  v_search constant shipkeeper.poison_search := shipkeeper.search_of_walk(p_cycle);
  v_size integer;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  v_size := shipkeeper.walk_page_size(v_search.page_size, v_walk.passed);
  perform shipkeeper.put_request(
    p_cycle, 'sync', 'GET',
    shipkeeper.window_path(v_walk.window_start, v_walk.window_end, v_size, v_walk.passed / v_size + 1),
    (select s.list_timeout_seconds from shipkeeper.settings as s),
    p_purpose => 'page', p_is_divisible => v_size > 1 or v_search.is_api_well
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_page(bigint) is
'Records the request for the walk''s next page; returns again. Writes: request.';
revoke all on function shipkeeper.ask_for_page(bigint) from public;
