create or replace function shipkeeper.record_change(
  p_subject text, p_object text, p_old_value text, p_new_value text, p_reason text
)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into shipkeeper.audit (subject, object, old_value, new_value, reason, changed_by, application_name, changed_at)
  values (
    p_subject, p_object, p_old_value, p_new_value, p_reason, session_user, current_setting('application_name'),
    clock_timestamp()
  )
$$;
comment on function shipkeeper.record_change(text, text, text, text, text) is
'Notes in the audit who changed what, from what to what, and why. Writes: audit.';
revoke all on function shipkeeper.record_change(text, text, text, text, text) from public;
