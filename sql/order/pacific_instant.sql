create or replace function shipkeeper.pacific_instant(p_wall timestamp without time zone)
returns timestamptz
language sql
immutable
return p_wall at time zone 'America/Los_Angeles'
- case when shipkeeper.is_repeated_hour(p_wall) then interval '1 hour' else interval '0' end;
comment on function shipkeeper.pacific_instant(timestamp without time zone) is
'The instant at which ShipStation''s clock reads this; of two the earlier, so that nothing between them is passed over.';
revoke all on function shipkeeper.pacific_instant(timestamp without time zone) from public;
