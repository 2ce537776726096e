create or replace function shipkeeper.retry_wait(p_setbacks integer, p_first interval default null)
returns interval
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- The exponent is capped: beyond, the longest wait has long been reached.
  select least(coalesce(p_first, s.first_retry) * power(2, least(greatest(p_setbacks - 1, 0), 20)), s.longest_retry)
  from shipkeeper.settings as s
$$;
comment on function shipkeeper.retry_wait(integer, interval) is
'How long to wait after so many answers in a row that brought nothing: doubling from p_first (null: the setting first_retry) '
'up to the longest.';
revoke all on function shipkeeper.retry_wait(integer, interval) from public;
