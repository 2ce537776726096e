create or replace function shipkeeper.handle_round(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if shipkeeper.tells_nothing(p_request.verdict) then
    return;
  elsif p_request.purpose = 'list' then
    perform shipkeeper.handle_open_orders(p_request);
  else
    perform shipkeeper.handle_unlisted_order(p_request);
  end if;
end
$$;
comment on function shipkeeper.handle_round(shipkeeper.request) is
'What an answer means to the round: a page of open orders, or a single order. Writes: what the functions write that it calls.';
revoke all on function shipkeeper.handle_round(shipkeeper.request) from public;
