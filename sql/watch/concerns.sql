create or replace function shipkeeper.concerns(p_cycle bigint)
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function name;
begin
  for v_function in
    select p.proname from pg_proc as p
    where p.pronamespace = 'shipkeeper'::regnamespace and p.proname like 'concerns_of_%'
    order by p.proname
  loop
    return query execute format('select * from shipkeeper.%I($1)', v_function) using p_cycle;
  end loop;
end
$$;
comment on function shipkeeper.concerns(bigint) is
'All that needs a person now, as of the end of a run: the rows of all functions concerns_of_..., found by their name.';
revoke all on function shipkeeper.concerns(bigint) from public;
