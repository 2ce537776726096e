create or replace function shipkeeper.drop_healed_ghosts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_next shipkeeper.ghost_queue;
begin
  -- From the front only, one by one: what stands behind is looked at when its turn comes.
  loop
    select q.* into v_next from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle order by q.place limit 1;
    exit when not found or exists (select from shipkeeper.ghost_header as g where g.id = v_next.order_inbox_id);
    perform shipkeeper.end_ghosts(p_cycle, array[v_next.order_inbox_id], 'skipped', 'healed_or_gone');
  end loop;
end
$$;
comment on function shipkeeper.drop_healed_ghosts(bigint) is
'Takes from the front of the queue what is no ghost any more: that saves requests. Writes: what end_ghosts writes.';
revoke all on function shipkeeper.drop_healed_ghosts(bigint) from public;
