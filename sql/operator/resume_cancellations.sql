create or replace function shipkeeper_operator.resume_cancellations(p_reason text)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_released integer;
begin
  -- One after the other with the runner's calls: what one of them holds meanwhile would be missed.
  perform 1 from shipkeeper.lease as l for update;

  update shipkeeper.cancellation_stop as s
  set stopped_at = null, resumed_at = clock_timestamp()
  where s.stopped_at is not null;
  if not found then
    raise exception 'Cancellations are not stopped: there is nothing to resume.';
  end if;

  update shipkeeper.ghost as g
  set held_reason = null, held_at = null, next_attempt_at = clock_timestamp()
  where g.held_reason = 'cancellations_stopped';
  get diagnostics v_released = row_count;
  perform shipkeeper.record_action('resume_cancellations', p_reason, jsonb_build_object('orders', v_released));
  return v_released;
end
$$;
comment on function shipkeeper_operator.resume_cancellations(text) is
'Lets orders be cancelled for a 404 again after the day''s limit stopped it, and returns how many held orders are asked for again. '
'Error: where nothing is stopped, or the reason is missing. Writes: cancellation_stop, ghost, operator_action.';
revoke all on function shipkeeper_operator.resume_cancellations(text) from public;
