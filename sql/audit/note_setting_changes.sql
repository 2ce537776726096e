create or replace function shipkeeper.note_setting_changes()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into shipkeeper.audit (
    subject, object, old_value, new_value, reason, changed_by, application_name, changed_at
  )
  select
    'setting', n.key, o.value, n.value, nullif(current_setting('shipkeeper.reason', true), ''), session_user,
    current_setting('application_name'), clock_timestamp()
  from jsonb_each_text(to_jsonb(new)) as n
  join jsonb_each_text(to_jsonb(old)) as o on o.key = n.key
  where o.value is distinct from n.value
  order by n.key;
  return null;
end
$$;
comment on function shipkeeper.note_setting_changes() is
'Trigger of shipkeeper.settings: keeps each changed setting with its old and new value, who changed it and with what program; the '
'reason is the one that an operator function has set for the transaction (shipkeeper.reason). Writes: audit.';
revoke all on function shipkeeper.note_setting_changes() from public;
