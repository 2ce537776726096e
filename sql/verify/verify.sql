create or replace function shipkeeper.verify()
returns table (finding text, object text, explanation text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with copy as (
    select c.kind, c.problem from shipkeeper.copy_problem() as c where c.kind is not null
  )
  select 'copy', c.kind, c.problem from copy as c
  union all
  -- Of such a copy all else would be found missing, or could not be read.
  select d.finding, d.object, d.explanation from shipkeeper.verify_data() as d where not exists (select from copy)
  union all
  select i.finding, i.object, i.explanation from shipkeeper.verify_installation() as i where not exists (select from copy)
$$;
comment on function shipkeeper.verify() is
'One row per inconsistency in the data and in the installation, with what to do; none when all is well. Of a copy that lacks something '
'(see copy_problem) one row that says so. Reads all lines: seconds on millions.';
revoke all on function shipkeeper.verify() from public;
