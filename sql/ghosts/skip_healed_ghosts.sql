create or replace function shipkeeper.skip_healed_ghosts(p_cycle bigint)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- As in look_up_orders.
set jit = off
set enable_seqscan = off
as $$
declare
  v_next shipkeeper.ghost_queue;
begin
  -- From the front only, one by one: what stands behind is looked at when its turn comes. None becomes younger: its age is not looked at.
  loop
    select q.* into v_next from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle order by q.place limit 1;
    exit when not found;
    if exists (select from shipkeeper.empty_header as e where e.id = v_next.order_inbox_id) then
      return true;
    end if;
    perform shipkeeper.end_ghosts(p_cycle, array[v_next.order_inbox_id], 'skipped', 'healed_or_gone');
  end loop;
  return false;
end
$$;
comment on function shipkeeper.skip_healed_ghosts(bigint) is
'Takes from the front of the queue what is no ghost any more, which saves requests; false: none is left. Writes: what end_ghosts writes.';
revoke all on function shipkeeper.skip_healed_ghosts(bigint) from public;
