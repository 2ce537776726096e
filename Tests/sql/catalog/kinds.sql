-- Rules that every kind of work keeps.
begin;
\ir ../prelude.psql
select plan(15);

create temporary view declared as
select p.oid, p.pronargs, p.proname, k.work_kind
from pg_proc as p
left join shipkeeper.work_kind as k on p.proname = 'declare_' || k.work_kind
where p.pronamespace = 'shipkeeper'::regnamespace and p.proname like 'declare\_%';
select is_empty('select proname from declared where work_kind is null', 'each declares the kind that it is named after');
select is_empty(
  $$ select proname from declared where pg_get_function_result(oid) <> 'shipkeeper.work_kind' or pronargs > 0 $$,
  'all declare in the same form'
);
create function play.declared() returns setof shipkeeper.work_kind language plpgsql as $$
begin
  return query execute (select string_agg(format('select * from shipkeeper.%I()', proname), ' union all ') from declared);
end
$$;
select is_empty('select * from play.declared() except select * from shipkeeper.work_kind', 'a deployment writes down what they declare');
select set_eq(
  'select work_kind from shipkeeper.known_kind', $$ select work_kind from declared where work_kind <> 'cycle' $$,
  'all of it is work but what every cycle has'
);
select is_empty('select cycle_kind, turn from shipkeeper.known_kind group by 1, 2 having count(*) > 1', 'no two have the same turn');

-- Functions.
select is_empty(
  $$
  select k.work_kind, f.identity
  from shipkeeper.known_kind as k
  cross join lateral (
    values (format('shipkeeper.plan_%s(bigint,boolean)', k.work_kind), 'shipkeeper.plan_result'),
    (format('shipkeeper.report_%s(bigint)', k.work_kind), 'jsonb')
  ) as f (identity, result)
  where pg_get_function_result(to_regprocedure(f.identity)) is distinct from f.result
  $$, 'each plans and reports'
);
create temporary view sender as
select distinct m.words[1] as work_kind
from pg_proc as p
cross join lateral regexp_matches(p.prosrc, 'put_request\(\s*[a-z_.]+,\s*''([a-z_]+)''', 'g') as m (words)
where p.pronamespace = 'shipkeeper'::regnamespace;
select is_empty(
  $$
  select s.work_kind from sender as s
  where to_regprocedure(format('shipkeeper.handle_%s(shipkeeper.request)', s.work_kind)) is null
  $$, 'each that sends requests handles what comes of them'
);
select is_empty('select work_kind from sender except select work_kind from shipkeeper.known_kind', 'and is a kind of work');
select isnt_empty('select work_kind from sender', 'such are found');

-- Figures.
create temporary view figure as
select k.work_kind, f.* from play.declared() as k cross join lateral unnest(k.figures) as f;
select is_empty(
  $$
  select work_kind, name from figure
  where not coalesce(name ~ '^[a-z][a-z_]*$' and btrim(unit) <> '' and btrim(counts) <> '' and of_day in ('sum', 'last', 'most'), false)
  $$, 'each has a name, a unit, what it counts, and how the figure of a day is made'
);
select is_empty(
  $$ select name from figure where name <> 'errors' group by name having count(*) > 1 $$,
  'no name is another''s, but errors: the metrics of a cycle are told by the name alone'
);
insert into play.answer
select p.path, 200, '', convert_to('{"orders": [], "total": 0, "page": 1, "pages": 0}', 'UTF8')
from unnest(array['/orders?pageSize=1&page=1', '/orders?sortBy=CreateDate&sortDir=DESC&pageSize=500&page=1']) as p (path);
select is(play.run() || play.run('{"kind": "check"}') || play.run('{"kind": "scan"}'), 'donedonedone', 'a cycle of each kind');
create temporary view reported as
select distinct k.key as work_kind, f.key as name
from shipkeeper.cycle as c
cross join lateral jsonb_each(c.figures) as k
cross join lateral jsonb_each(k.value) as f;
select set_eq(
  'select * from reported',
  $$ select work_kind, name from figure where work_kind <> 'cycle' or name not in ('cycles', 'cycles_stopped') $$,
  'each reports what it declares, in every cycle, and nothing else'
);
select set_eq(
  'select distinct kind, figure from shipkeeper_report.daily_figures', 'select work_kind, name from figure', 'all are figures of the day'
);

-- Tables.
select set_eq(
  $$
  select c.conrelid::regclass::text
  from pg_constraint as c
  where c.contype = 'f' and c.confrelid = 'shipkeeper.cycle'::regclass
  $$,
  $$
  select 'shipkeeper.' || t from play.declared() as k cross join lateral unnest(k.cycle_tables) as t
  union all
  select 'shipkeeper.' || t from unnest(array['lease', 'request', 'message', 'sentence_count', 'order_outcome', 'page_order', 'lane']) as t
  $$, 'every table of a cycle is a kind''s or the courier''s'
);

select * from finish();
rollback;
