create or replace function shipkeeper.protocol_version()
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select 2
$$;
comment on function shipkeeper.protocol_version() is
'The version of the courier protocol these functions speak. Raised when an installed runner could no longer follow.';
revoke all on function shipkeeper.protocol_version() from public;
