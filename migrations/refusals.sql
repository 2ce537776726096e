-- Why a way down would stop before its end: one row a reason, a sentence each; none when nothing is in its way. Read only.
-- Variables: going, an array of the migrations that go; to_nothing, whether the schemas go too; exporting, whether kept tables are
-- written out. A down script refuses above its line `-- go`: that part of each is run here, as the ledger holds it, and once more
-- by the step itself.
select set_config('shipkeeper.going', :'going', true), set_config('shipkeeper.exporting', :'exporting', true) as nothing \gset
do $$
declare
  v_going constant text[] := current_setting('shipkeeper.going');
  v_step record;
  v_rows bigint;
  v_hint text;
  v_lost text;
  v_reasons text[] := '{}';
begin
  for v_step in
    select k.table_name, k.why from shipkeeper.kept_table as k
    where (k.migration = any (v_going) or not exists (select from shipkeeper.migration as m where m.name = k.migration))
      and to_regclass(k.table_name) is not null
      and current_setting('shipkeeper.exporting') <> 'yes'
    order by k.table_name
  loop
    execute format('select count(*) from %s', v_step.table_name) into v_rows;
    if v_rows > 0 then
      v_lost := concat_ws(E'\n', v_lost, format('  %s, %s rows: %s', v_step.table_name, v_rows, v_step.why));
    end if;
  end loop;
  if v_lost is not null then
    v_reasons := v_reasons || concat_ws(E'\n', 'This would be lost; `down --export DIR` writes it out first:', v_lost);
  end if;
  for v_step in
    select split_part(m.down_sql, E'\n-- go\n', 1) as guard from shipkeeper.migration as m
    where m.name = any (v_going) and m.down_sql like E'%\n-- go\n%'
    order by m.name desc
  loop
    begin
      execute v_step.guard;
    exception when others then
      get stacked diagnostics v_hint = pg_exception_hint;
      v_reasons := v_reasons || concat_ws(E'\n', sqlerrm, nullif(v_hint, ''));
    end;
  end loop;
  perform set_config('shipkeeper.reasons', v_reasons::text, true);
end
$$;
select r.reason from unnest(current_setting('shipkeeper.reasons')::text[]) with ordinality as r (reason, place) order by r.place;

-- What others built on what goes.
select to_regclass('shipkeeper.created_table') is not null and '0001_shop_tables' = any(:'going'::text[]) as drops_tables \gset
\if :drops_tables
select coalesce(array_agg(c.oid), '{}')::text as shop_tables
from shipkeeper.created_table as t
join pg_class as c on c.oid = to_regclass('public.' || t.table_name)
where obj_description(c.oid, 'pg_class') like '% Made by Shipkeeper.' \gset
\else
\set shop_tables '{}'
\endif
with step as (
  select m.down_sql from shipkeeper.migration as m where m.name = any (:'going'::text[])
),
-- Tables and types by the text of the scripts that drop them, the ledger's with the schemas.
relation as (
  select to_regclass('shipkeeper.' || t.found[1])::oid as oid
  from step cross join lateral regexp_matches(step.down_sql, 'drop (?:table|type) (?:if exists )?shipkeeper\.(\w+)', 'g') as t (found)
  union all
  select to_regclass('shipkeeper.' || n.name)::oid
  from (values ('migration'), ('deployment'), ('deployed_object'), ('kept_table')) as n (name)
  where :'to_nothing'
  union all
  select o.oid from unnest(:'shop_tables'::oid[]) as o (oid)
),
added_column as (
  select a.attrelid, a.attnum
  from step
  cross join lateral regexp_matches(step.down_sql, 'alter table (public\.\w+)(\s+drop column [^;]+);', 'g') as t (found)
  cross join lateral regexp_matches(t.found[2], 'drop column (?:if exists )?(\w+)', 'g') as c (found)
  join pg_attribute as a on a.attrelid = to_regclass(t.found[1]) and a.attname = c.found[1]
),
-- Functions, views and triggers go with the first step that does not work with them.
object as (
  -- Not by to_regprocedure, which fails where a type of an argument is gone, as with a view that was dropped.
  select d.identity, 'pg_proc'::regclass::oid as class, p.oid
  from shipkeeper.deployed_object as d
  join pg_proc as p on p.pronamespace::regnamespace::text ~ '^shipkeeper' and p.oid::regprocedure::text = d.identity
  where d.kind in ('function', 'procedure')
  union all
  select d.identity, 'pg_class'::regclass, to_regclass(d.identity) from shipkeeper.deployed_object as d where d.kind = 'view'
  union all
  select d.identity, 'pg_trigger'::regclass, t.oid
  from shipkeeper.deployed_object as d
  join pg_trigger as t on d.kind = 'trigger' and format('%I on %s', t.tgname, t.tgrelid::regclass) = d.identity
),
going as (
  select o.identity, o.class, o.oid, 0 as attnum from object as o
  where :'to_nothing' or exists (select from step where step.down_sql !~ '^(--[^\n]*\n)*-- functions-stay\n')
  union all
  select r.oid::regclass::text, 'pg_class'::regclass, r.oid, 0 from relation as r where r.oid is not null
  union all
  select format('column %I of %s', a.attname, a.attrelid::regclass), 'pg_class'::regclass, a.attrelid, a.attnum
  from added_column join pg_attribute as a using (attrelid, attnum)
),
-- A row type goes with its table or view.
needed as (
  select g.* from going as g
  union all
  select g.identity, 'pg_type'::regclass, y.oid, 0
  from going as g
  join pg_class as c on g.class = 'pg_class'::regclass and g.attnum = 0 and c.oid = g.oid
  join pg_type as t on t.oid = c.reltype
  join pg_type as y on y.oid in (t.oid, t.typarray)
  union all
  -- A type that is none of a row.
  select y.oid::regtype::text, 'pg_type'::regclass, y.oid, 0
  from step
  cross join lateral regexp_matches(step.down_sql, 'drop (?:type|domain) (?:if exists )?shipkeeper\.(\w+)', 'g') as t (found)
  join pg_type as y on y.oid = to_regtype('shipkeeper.' || t.found[1])
),
user_of as (
  select
    n.identity,
    case when o.relation is null then d.classid else 'pg_class'::regclass end as class,
    coalesce(o.relation, d.objid) as oid,
    case when w.oid is null then pg_describe_object(d.classid, d.objid, d.objsubid) else pg_describe_object('pg_class'::regclass, w.ev_class, 0) end
    as description
  from needed as n
  join pg_depend as d on d.refclassid = n.class and d.refobjid = n.oid and d.deptype = 'n'
    and (n.attnum = 0 or d.refobjsubid = n.attnum)
  left join pg_rewrite as w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
  left join pg_constraint as k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
  left join pg_attrdef as f on d.classid = 'pg_attrdef'::regclass and f.oid = d.objid
  cross join lateral (select coalesce(w.ev_class, nullif(k.conrelid, 0), f.adrelid) as relation) as o
)
select
  'Not made by Shipkeeper, but built on it: '
  -- A name may hold a line's end, or what a terminal obeys.
  || regexp_replace(string_agg(distinct format('%s uses %s', u.description, u.identity), '; '), '[[:cntrl:]]', '?', 'g')
  || '. Drop or change that first.'
from user_of as u
where not exists (select from needed as n where n.class = u.class and n.oid = u.oid and n.attnum = 0)
having count(*) > 0
union all
select
  'The schemas stay, since they hold what no migration made: '
  || regexp_replace(string_agg(distinct pg_describe_object(d.classid, d.objid, 0), ', '), '[[:cntrl:]]', '?', 'g')
  || '. Move or drop that and run down --all again.'
from pg_depend as d
join pg_namespace as s on d.refclassid = 'pg_namespace'::regclass and s.oid = d.refobjid and d.deptype = 'n'
where :'to_nothing' and s.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  and not exists (select from needed as n where n.class = d.classid and n.oid = d.objid)
  and not exists (
    -- The sequence of an identity column.
    select from pg_depend as q
    join needed as n on q.refclassid = n.class and q.refobjid = n.oid
    where q.classid = d.classid and q.objid = d.objid and q.deptype in ('a', 'i')
  )
having count(*) > 0;
