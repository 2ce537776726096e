create or replace function shipkeeper.is_stale(p_new timestamp without time zone, p_known timestamp without time zone)
returns boolean
language sql
immutable
return coalesce(
  p_new < p_known and p_new < p_known - case
    when shipkeeper.is_repeated_hour(p_new) or shipkeeper.is_repeated_hour(p_known) then interval '1 hour'
    else interval '0'
  end,
  false
);
comment on function shipkeeper.is_stale(timestamp without time zone, timestamp without time zone) is
'Whether a modifyDate is older than the one known, so that what comes with it must not overwrite newer data. In the hour that autumn '
'repeats an hour less may be later. A date that is missing is not stale.';
revoke all on function shipkeeper.is_stale(timestamp without time zone, timestamp without time zone) from public;
