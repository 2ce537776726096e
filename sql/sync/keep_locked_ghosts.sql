create or replace function shipkeeper.keep_locked_ghosts(p_cycle bigint, p_ghosts shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- Other headers are locked meanwhile.
set lock_timeout = '1ms'
as $$
begin
  -- Else nothing of them is written but what a ghost gets.
  if (select s.sync_mode from shipkeeper.settings as s) = 'full' then
    perform shipkeeper.keep_seen_orders(p_cycle, p_ghosts);
  end if;
exception
  when lock_not_available then
    -- Another cycle of ours has one of them, and keeps itself what it has seen.
    null;
end
$$;
comment on function shipkeeper.keep_locked_ghosts(bigint, shipkeeper.decided_order[]) is
'Keeps, in mode full, what ghosts say that somebody else has locked: he may fill them himself, and they come no more as ghosts. Waits for '
'nobody: where another cycle of ours is at work on one of them, it is left to that one. Writes: what keep_seen_orders writes.';
revoke all on function shipkeeper.keep_locked_ghosts(bigint, shipkeeper.decided_order[]) from public;
