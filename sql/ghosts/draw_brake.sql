create or replace function shipkeeper.draw_brake(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.cancellation_stop as t set stopped_at = clock_timestamp() where t.stopped_at is null;
  if found then
    perform shipkeeper.say(p_cycle, 'critical', format(
      '🚨 CRITICAL: %s orders cancelled in 24 hours for a 404 - no more is cancelled until an operator resumes', shipkeeper.cancelled_lately()
    ));
  end if;
end
$$;
comment on function shipkeeper.draw_brake(bigint) is
'Stops all cancelling for a 404, and says so once. Writes: cancellation_stop, message.';
revoke all on function shipkeeper.draw_brake(bigint) from public;
