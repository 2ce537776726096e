create or replace function shipkeeper.restart_window(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_restarts integer;
begin
  update shipkeeper.sync_walk as w
  set passed = 0, total = null, restarts = w.restarts + 1
  where w.cycle_id = p_cycle
  returning w.restarts into v_restarts;
  update shipkeeper.poison_search as p set suspects = '[]' where p.cycle_id = p_cycle;
  if v_restarts > 5 then
    perform shipkeeper.fail_walk(p_cycle, 'orders change faster than the list can be read');
  end if;
end
$$;
comment on function shipkeeper.restart_window(bigint) is
'Reads a window anew whose orders have shifted between two of its pages: one of them may have slipped through. '
'Writes: sync_walk, poison_search, message.';
revoke all on function shipkeeper.restart_window(bigint) from public;
