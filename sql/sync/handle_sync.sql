create or replace function shipkeeper.handle_sync(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);
  if v_request.verdict in ('rate_limited', 'credentials_refused', 'not_sent', 'lost') then
    -- Says nothing of any order: what was asked for comes again.
    return;
  end if;
  case v_request.purpose
    when 'page' then perform shipkeeper.handle_page(v_request);
    when 'order' then perform shipkeeper.handle_refused_order(v_request);
    when 'spot' then perform shipkeeper.handle_spot(v_request);
    when 'probe' then perform shipkeeper.handle_probe(v_request);
    else perform shipkeeper.handle_number(v_request);
  end case;
end
$$;
comment on function shipkeeper.handle_sync(bigint) is
'What an answer to the sync means: to a page of the walk, to a single order, to a spot, to a probe, or to a number. '
'Writes: request, and what the functions write that it calls.';
revoke all on function shipkeeper.handle_sync(bigint) from public;
