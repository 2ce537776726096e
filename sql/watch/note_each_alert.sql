create or replace function shipkeeper.note_each_alert(p_functions name[], p_finders name[])
returns shipkeeper.concern[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function name;
  v_concerns shipkeeper.concern[];
  v_failed shipkeeper.concern[] := array[]::shipkeeper.concern[];
  v_state text;
begin
  foreach v_function in array p_functions loop
    begin
      execute format('select array(select c from shipkeeper.%I() as c)', v_function) into v_concerns;
      if v_concerns <> '{}' or v_function = any(p_finders) then
        perform shipkeeper.note_concerns(v_function, v_concerns);
      end if;
    exception
      when query_canceled or assert_failure or others then
        -- What it found before stays as it was: nobody knows whether it is gone.
        get stacked diagnostics v_state = returned_sqlstate;
        v_failed := v_failed || row(
          'concerns_unknown', v_function, null, null,
          format('Part of what needs a person cannot be looked for (%s): database failure %s.', v_function, v_state), null, null
        )::shipkeeper.concern;
    end;
  end loop;
  return v_failed;
end
$$;
comment on function shipkeeper.note_each_alert(name[], name[]) is
'Does for each function concerns_of_... by itself what note_alerts does at once for all, where one fails: returns an alert for each '
'that does. p_finders: those that have found what is an alert now. Writes: what note_concerns writes.';
revoke all on function shipkeeper.note_each_alert(name[], name[]) from public;
