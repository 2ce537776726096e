create or replace function shipkeeper.note_kinds()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format(
    'insert into shipkeeper.work_kind as k select d.* from (%s) as d
    on conflict (work_kind) do update
    set cycle_kind = excluded.cycle_kind, turn = excluded.turn, figures = excluded.figures, cycle_tables = excluded.cycle_tables
    where k.* is distinct from excluded.*',
    (select string_agg(format('select * from shipkeeper.%I()', f), ' union all ') from shipkeeper.functions_named('declare_') as f)
  );
end
$$;
comment on function shipkeeper.note_kinds() is
'Writes down what the kinds of work declare: the rows of all functions declare_..., found by their name. The last step of a deployment. '
'Writes: work_kind.';
revoke all on function shipkeeper.note_kinds() from public;
