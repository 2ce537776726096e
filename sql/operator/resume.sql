create or replace function shipkeeper_operator.resume(p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('resume', p_reason, '{}');
  update shipkeeper.pause as p
  set paused_at = null, paused_by = null, reason = null
  where p.paused_at is not null;
  if not found then
    raise exception '%', case
      when shipkeeper.paused_by_shop()
        then 'It is the shop''s own switch that pauses Shipkeeper: set enabled in workflow_controls.'
      else 'Shipkeeper is not paused.'
    end;
  end if;
end
$$;
comment on function shipkeeper_operator.resume(text) is
'Ends a pause; the shop''s own switch, workflow_controls, stays as it is. Error: where no operator has paused Shipkeeper, or the reason is '
'missing. Writes: pause, operator_action.';
revoke all on function shipkeeper_operator.resume(text) from public;
