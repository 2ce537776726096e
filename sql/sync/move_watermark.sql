create or replace function shipkeeper.move_watermark(p_cycle bigint, p_to timestamptz)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  v_form constant text := 'YYYY-MM-DD"T"HH24:MI:SS"Z"';
  v_to constant text := to_char(p_to at time zone 'UTC', v_form);
  v_now constant text := to_char(clock_timestamp() at time zone 'UTC', v_form);
  v_state text;
begin
  if v_to is null then
    return;
  end if;
  set local search_path = pg_catalog, public, pg_temp;
  insert into public.sync_watermark as w (workflow_name, last_sync_timestamp, updated_at)
  values ('shipkeeper', v_to, v_now)
  on conflict (workflow_name) do update
    set last_sync_timestamp = excluded.last_sync_timestamp, updated_at = excluded.updated_at
    -- Texts of one form: they sort as the times do. It never goes back.
    where w.last_sync_timestamp::text < excluded.last_sync_timestamp::text;
  if found then
    update shipkeeper.sync_walk as w set has_moved = true where w.cycle_id = p_cycle and not w.has_moved;
  end if;
  set local search_path = pg_catalog, pg_temp;
exception
  when query_canceled or assert_failure or others then
    -- Somebody holds the row, or a trigger of the shop refuses it: what was worked on is only worked on again.
    get stacked diagnostics v_state = returned_sqlstate;
    update shipkeeper.sync_walk as w
    set problem = format('the watermark cannot be written: database failure %s', v_state)
    where w.cycle_id = p_cycle;
    perform shipkeeper.say_lasting(p_cycle, 'sync', v_state, 'warning', format('⚠️ Sync: the watermark could not be moved (%s) - later', v_state));
end
$$;
comment on function shipkeeper.move_watermark(bigint, timestamptz) is
'Moves the sync''s watermark forward to a time, cut to the second; null or an earlier one: it stays, as it does, with a message, where '
'its row cannot be written. Writes: sync_watermark, sync_walk, lasting_state, message.';
revoke all on function shipkeeper.move_watermark(bigint, timestamptz) from public;
