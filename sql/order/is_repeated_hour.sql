create or replace function shipkeeper.is_repeated_hour(p_wall timestamp without time zone)
returns boolean
language sql
immutable
-- Of two instants with one reading PostgreSQL takes the later: then an hour before, the clock read the same.
-- Subtracted by the clock of UTC: that is immutable, and the planner inlines it.
return shipkeeper.pacific_wall(
  (p_wall at time zone 'America/Los_Angeles' at time zone 'UTC' - interval '1 hour') at time zone 'UTC'
) = p_wall;
comment on function shipkeeper.is_repeated_hour(timestamp without time zone) is
'Whether ShipStation''s clock shows this time twice: the hour from 1 to 2 of the night in autumn when it is put back.';
revoke all on function shipkeeper.is_repeated_hour(timestamp without time zone) from public;
