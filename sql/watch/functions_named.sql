create or replace function shipkeeper.functions_named(p_start text)
returns setof name
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select p.proname from pg_proc as p
  where p.pronamespace = 'shipkeeper'::regnamespace and starts_with(p.proname, p_start)
  order by p.proname
$$;
comment on function shipkeeper.functions_named(text) is
'Our functions whose name starts so, in the order of their names: what each folder has to say of the same thing.';
revoke all on function shipkeeper.functions_named(text) from public;
