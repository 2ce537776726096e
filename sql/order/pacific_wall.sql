create or replace function shipkeeper.pacific_wall(p_instant timestamptz)
returns timestamp without time zone
language sql
immutable
return p_instant at time zone 'America/Los_Angeles';
comment on function shipkeeper.pacific_wall(timestamptz) is
'What ShipStation''s clock, which shows Pacific time, reads at an instant.';
revoke all on function shipkeeper.pacific_wall(timestamptz) from public;
