create or replace function shipkeeper.say(p_cycle bigint, p_level text, p_message text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into shipkeeper.message (cycle_id, level, message, recorded_at)
  values (p_cycle, p_level, p_message, clock_timestamp());
end
$$;
comment on function shipkeeper.say(bigint, text, text) is
'Gives the runner a sentence to log. Levels: info, warning, error, critical. Writes: message.';
revoke all on function shipkeeper.say(bigint, text, text) from public;
