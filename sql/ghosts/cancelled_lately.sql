create or replace function shipkeeper.cancelled_lately()
returns bigint
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select count(*)
  from shipkeeper.cancellation as c
  cross join shipkeeper.cancellation_stop as t
  where c.reason = 'not_found' and c.cancelled_at > greatest(clock_timestamp() - interval '24 hours', t.resumed_at)
$$;
comment on function shipkeeper.cancelled_lately() is
'How many orders were cancelled for a 404 in 24 hours, or since an operator resumed. One that was merged into another does not count: '
'another order of the account says so.';
revoke all on function shipkeeper.cancelled_lately() from public;
