create or replace function shipkeeper.window_start_at(p_wall timestamp without time zone)
returns timestamp without time zone
language sql
immutable
return case
  when shipkeeper.is_repeated_hour(p_wall) then date_trunc('hour', p_wall) - interval '1 second'
  else date_trunc('second', p_wall)
end;
comment on function shipkeeper.window_start_at(timestamp without time zone) is
'The start of a window that misses nothing from this time on: the hour that autumn repeats is asked for whole, from 00:59:59.';
revoke all on function shipkeeper.window_start_at(timestamp without time zone) from public;
