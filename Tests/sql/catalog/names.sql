-- Where the names and operators lead that Shipkeeper's objects hold.
begin;
\ir ../prelude.psql
select plan(7);

-- What the server has bound: views, defaults, checks, indexes, conditions of triggers, functions written in standard SQL. PostgreSQL keeps
-- no record of what lies in pg_catalog.
create temporary view found_outside as
select pg_describe_object(d.classid, d.objid, 0) as object, pg_describe_object(d.refclassid, d.refobjid, 0) as outside
from pg_depend as d
left join pg_rewrite as w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
left join pg_attrdef as f on d.classid = 'pg_attrdef'::regclass and f.oid = d.objid
left join pg_constraint as n on d.classid = 'pg_constraint'::regclass and n.oid = d.objid
left join pg_trigger as t on d.classid = 'pg_trigger'::regclass and t.oid = d.objid
left join pg_index as x on d.classid = 'pg_class'::regclass and x.indexrelid = d.objid
left join pg_class as c on c.oid = coalesce(w.ev_class, f.adrelid, n.conrelid, t.tgrelid, x.indexrelid)
left join pg_proc as p on p.oid = coalesce(case when d.classid = 'pg_proc'::regclass then d.objid end, t.tgfoid)
left join pg_proc as called on d.refclassid = 'pg_proc'::regclass and called.oid = d.refobjid
left join pg_operator as o on d.refclassid = 'pg_operator'::regclass and o.oid = d.refobjid
where (coalesce(p.pronamespace, c.relnamespace)::regnamespace::text like 'shipkeeper%' or c.relname like '%shipkeeper%')
  and coalesce(called.pronamespace, o.oprnamespace)::regnamespace::text not like 'shipkeeper%';
select is_empty('select * from found_outside', 'no view, default, check, index or condition of a trigger leads out of pg_catalog and our schemas');
create function public.yes() returns boolean language sql as 'select true';
create operator public.=== (leftarg = text, rightarg = text, function = pg_catalog.texteq);
create table shipkeeper.play (a boolean default public.yes());
create view shipkeeper_report.play as select 'a'::text operator(public.===) 'b' as is_so;
create trigger play before update on shipkeeper.settings for each row when (public.yes()) execute function shipkeeper.refuse_change();
select is((select count(*) from found_outside), 3::bigint, 'what does is found');

-- What is looked up when it runs.
create temporary view our_function as
select
  p.oid::regprocedure::text as identity,
  p.proconfig,
  p.prosrc,
  regexp_replace(
    p.prosrc, 'set local search_path = pg_catalog, public, pg_temp;.*?set local search_path = pg_catalog, pg_temp;', '', 'g'
  ) as under_pg_catalog,
  (
    select string_agg(m.part[1], ' ')
    from regexp_matches(
      p.prosrc, 'set local search_path = pg_catalog, public, pg_temp;(.*?)set local search_path = pg_catalog, pg_temp;', 'g'
    ) as m (part)
  ) as under_public
from pg_proc as p
where p.pronamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator');
select is_empty(
  $$ select f.identity, c from our_function as f, unnest(f.proconfig) as c where c ~ '^search_path=' and c <> 'search_path=pg_catalog, pg_temp' $$,
  'no function has public in its search_path'
);
select is_empty(
  $$ select identity from our_function where under_pg_catalog ~* 'set_config\(''search_path|set (local )?search_path' $$,
  'it comes in around a write, and goes again, and in no other way'
);
select is_empty(
  $$
  select identity from our_function
  where under_pg_catalog ~ '(;|\mbegin|\mthen|\melse|\mloop)\s+(insert into|update|delete from|merge into) public\.'
  $$, 'no table of the shop is written without it'
);
select is_empty(
  $$
  select f.identity, m.word[1] from our_function as f, regexp_matches(
    regexp_replace(f.under_public, '\mas \w+ \(', '', 'g'), '(?<![.\w])(\w+)\s*\(', 'g'
  ) as m (word)
  where m.word[1] not in ('values', 'coalesce', 'any', 'exists', 'conflict', 'in')
  $$, 'what is called meanwhile is written with its schema'
);
select is_empty(
  $$
  select identity from our_function
  where regexp_replace(under_public, '--[^\n]*', '', 'g') ~ '->|\|\||~|\mlike\M|\mnullif\M'
  $$, 'and no text is put together nor taken apart'
);

select * from finish();
rollback;
