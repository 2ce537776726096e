create or replace function shipkeeper.functions_named(p_start text)
returns setof name
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select p.proname
  from pg_proc as p
  where p.pronamespace = 'shipkeeper'::regnamespace
    -- Behind all letters: so the index on names serves.
    and p.proname >= p_start::name
    and p.proname < (p_start || '~')::name
  order by p.proname
$$;
comment on function shipkeeper.functions_named(text) is
'Our functions whose name starts so, in the order of their names: what each folder has to say of the same thing.';
revoke all on function shipkeeper.functions_named(text) from public;
