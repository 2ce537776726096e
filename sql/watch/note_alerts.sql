create or replace function shipkeeper.note_alerts()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_functions constant name[] := array(select f from shipkeeper.functions_named('concerns_of_') as f);
  -- In a well shop there is none, nor anything found: nothing to compare.
  v_finders constant name[] := array(select distinct a.found_by from shipkeeper.alert as a where a.ended_at is null);
  v_function name;
  v_concerns shipkeeper.concern[];
  v_failed shipkeeper.concern[] := array[]::shipkeeper.concern[];
  v_state text;
begin
  foreach v_function in array v_functions loop
    begin
      execute format('select array(select c from shipkeeper.%I() as c)', v_function) into v_concerns;
      if v_concerns <> '{}' or v_function = any(v_finders) then
        perform shipkeeper.note_concerns(v_function, v_concerns);
      end if;
    exception
      when query_canceled or others then
        -- What it found before stays as it was: nobody knows whether it is gone.
        get stacked diagnostics v_state = returned_sqlstate;
        v_failed := v_failed || row(
          'concerns_unknown', v_function, null, null,
          format('Part of what needs a person cannot be looked for (%s): database failure %s.', v_function, v_state), null, null
        )::shipkeeper.concern;
    end;
  end loop;
  if v_failed <> '{}' or 'note_alerts' = any(v_finders) then
    perform shipkeeper.note_concerns('note_alerts', v_failed);
  end if;
  -- Of a function that a release has taken away.
  if not v_finders <@ (v_functions || name 'note_alerts') then
    update shipkeeper.alert as a
    set ended_at = clock_timestamp()
    where a.ended_at is null and a.found_by <> all(v_functions || name 'note_alerts');
  end if;
end
$$;
comment on function shipkeeper.note_alerts() is
'Brings the alerts up to what the last run has left, as the functions concerns_of_... find it, one a folder, found by their name. One that '
'fails costs itself only, and is an alert. Writes: what note_concerns writes.';
revoke all on function shipkeeper.note_alerts() from public;
