create or replace function shipkeeper.page_number(p_number numeric)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(to_char(p_number, 'FM999,999,999,999,999,999,999,999,990'), '—')
$$;
comment on function shipkeeper.page_number(numeric) is
'A whole number for the status page: 12,345 in every locale; a dash for null.';
revoke all on function shipkeeper.page_number(numeric) from public;
