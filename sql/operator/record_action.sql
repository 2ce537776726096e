create or replace function shipkeeper.record_action(p_action text, p_reason text, p_details jsonb)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(btrim(p_reason), '') = '' then
    raise exception 'A reason is needed: say in a few words why you call %.', p_action;
  end if;
  insert into shipkeeper.operator_action (action, reason, details, acted_by, acted_at)
  values (p_action, p_reason, p_details, session_user, clock_timestamp());
end
$$;
comment on function shipkeeper.record_action(text, text, jsonb) is
'Notes what an operator did and why. Error: where the reason is empty. Writes: operator_action.';
revoke all on function shipkeeper.record_action(text, text, jsonb) from public;
