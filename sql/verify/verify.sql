create or replace function shipkeeper.verify()
returns table (finding text, object text, explanation text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select d.finding, d.object, d.explanation from shipkeeper.verify_data() as d
  union all
  select i.finding, i.object, i.explanation from shipkeeper.verify_installation() as i
$$;
comment on function shipkeeper.verify() is
'One row per inconsistency in the data and in the installation, with what to do; none when all is well. Reads all lines: seconds on '
'millions.';
revoke all on function shipkeeper.verify() from public;
