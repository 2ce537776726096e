create or replace function shipkeeper.window_end_at(p_wall timestamp without time zone)
returns timestamp without time zone
language sql
immutable
return case
  when shipkeeper.is_repeated_hour(p_wall) then date_trunc('hour', p_wall) + interval '1 hour 1 second'
  else date_trunc('second', p_wall)
end;
comment on function shipkeeper.window_end_at(timestamp without time zone) is
'The end of a window that holds all up to this time: the hour that autumn repeats is asked for whole, up to 02:00:01.';
revoke all on function shipkeeper.window_end_at(timestamp without time zone) from public;
