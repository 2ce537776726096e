create or replace function shipkeeper.meanings()
returns setof shipkeeper.meaning
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query execute format('select m.* from (%s) as m', (
    select string_agg(format('select * from shipkeeper.%I()', f), ' union all ') from shipkeeper.functions_named('meanings_of_') as f
  ));
end
$$;
comment on function shipkeeper.meanings() is
'What each word that is recorded (an outcome, a reason, why a cycle stopped) means to a person: the rows of all functions '
'meanings_of_..., one a folder, found by their name.';
revoke all on function shipkeeper.meanings() from public;
