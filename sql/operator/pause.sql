create or replace function shipkeeper_operator.pause(p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('pause', p_reason, '{}');
  update shipkeeper.pause as p
  set paused_at = clock_timestamp(), paused_by = session_user, reason = p_reason
  where p.paused_at is null;
  if not found then
    raise exception 'Shipkeeper is paused already, %.', shipkeeper.pause_reason();
  end if;
end
$$;
comment on function shipkeeper_operator.pause(text) is
'Pauses Shipkeeper: a running cycle sends nothing more, and none starts until resume. Error: where it is paused already, or the reason '
'is missing. Writes: pause, operator_action.';
revoke all on function shipkeeper_operator.pause(text) from public;
