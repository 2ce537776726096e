create or replace function shipkeeper.ask_for_open_orders(p_cycle bigint, p_round shipkeeper.round)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What failed in this cycle is asked for again by the next.
  if exists (
    select from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.work_kind = 'round' and r.purpose = 'list' and r.verdict <> 'answer'
  ) then
    return 'nothing';
  end if;
  perform shipkeeper.put_request(
    p_cycle, 'round', 'GET',
    format(
      '/orders?orderStatus=%s%s&sortBy=CreateDate&sortDir=ASC&pageSize=500&page=%s', p_round.statuses_left[1],
      '&createDateStart=' || to_char(p_round.list_from, 'YYYY-MM-DD"T"HH24:MI:SS'), p_round.passed / 500 + 1
    ),
    (select s.list_timeout_seconds from shipkeeper.settings as s),
    p_purpose => 'list', p_purpose_id => p_round.round_id
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_open_orders(bigint, shipkeeper.round) is
'Records the request for the next page of the orders in a status, the oldest first; returns again, or nothing: one has failed in this '
'cycle. Writes: request.';
revoke all on function shipkeeper.ask_for_open_orders(bigint, shipkeeper.round) from public;
