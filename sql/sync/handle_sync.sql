create or replace function shipkeeper.handle_sync(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if shipkeeper.tells_nothing(p_request.verdict) then
    -- Says nothing of any order: what was asked for comes again.
    return;
  elsif not exists (
    select from shipkeeper.sync_walk as w join shipkeeper.settings as s on s.sync_mode = w.mode where w.cycle_id = p_request.cycle_id
  ) then
    -- Decided otherwise meanwhile, as in plan_sync: it is asked for in the new mode.
    return;
  end if;
  case p_request.purpose
    when 'page' then perform shipkeeper.handle_page(p_request);
    when 'order' then perform shipkeeper.handle_refused_order(p_request);
    when 'spot' then perform shipkeeper.handle_spot(p_request);
    when 'probe' then perform shipkeeper.handle_probe(p_request);
    else perform shipkeeper.handle_number(p_request);
  end case;
end
$$;
comment on function shipkeeper.handle_sync(shipkeeper.request) is
'What an answer to the sync means: to a page of the walk, to a single order, to a spot, to a probe, or to a number. '
'Writes: what the functions write that it calls.';
revoke all on function shipkeeper.handle_sync(shipkeeper.request) from public;
