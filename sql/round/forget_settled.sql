create or replace function shipkeeper.forget_settled()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.difference as d where not shipkeeper.does_difference_last(d);
end
$$;
comment on function shipkeeper.forget_settled() is
'Forgets the differences that were mended here since they were found, so that order_differences shows with each run what the alerts say. '
'Writes: difference.';
revoke all on function shipkeeper.forget_settled() from public;
