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
begin
  begin
    -- All in one statement: to plan one for each costs more than what they look for.
    for v_function, v_concerns in execute format('select * from (%s) as c', (
      select string_agg(format('select %L::name, array(select c from shipkeeper.%I() as c)', f, f), ' union all ')
      from unnest(v_functions) as f
    ))
    loop
      if v_concerns <> '{}' or v_function = any(v_finders) then
        perform shipkeeper.note_concerns(v_function, v_concerns);
      end if;
    end loop;
  exception
    when query_canceled then
      -- To ask each would have no limit of time any more.
      v_failed := array[row(
        'concerns_unknown', 'note_alerts', null, null,
        'What needs a person cannot be looked for: that takes longer than the runner''s statement_timeout.', null, null
      )::shipkeeper.concern];
    when others then
      v_failed := shipkeeper.note_each_alert(v_functions, v_finders);
  end;
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
