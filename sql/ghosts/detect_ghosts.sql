create or replace function shipkeeper.detect_ghosts()
returns setof shipkeeper.orders_without_lines
language plpgsql
stable
set search_path = pg_catalog, pg_temp
-- Few open orders against many lines: probing the lines' index beats reading them all, which a stale estimate may prefer.
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  -- Mostly there is none: what is shown of them need not be planned. Where some are known it would only be looked twice.
  if exists (select from shipkeeper.ghost) or exists (select from shipkeeper.first_look) or exists (select from shipkeeper.empty_header) then
    return query select g.* from shipkeeper.orders_without_lines as g;
  end if;
end
$$;
comment on function shipkeeper.detect_ghosts() is
'The orders of shipkeeper.orders_without_lines as they are now, ghosts or not yet, found by index probes alone: what the planner of ghosts '
'starts from.';
revoke all on function shipkeeper.detect_ghosts() from public;
