-- Rules that every function of ours keeps.
begin;
\ir ../prelude.psql
select plan(16);

create temporary view our_function as
select p.*, p.pronamespace::regnamespace::text as schema, p.oid::regprocedure::text as identity
from pg_proc as p
where p.pronamespace::regnamespace::text in (
  'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'
);

-- Each function is a file of sql/ that is named after it, and stands in the table of contents. Run from the top of the repository.
\set files `find sql -name '*.sql' -exec grep -lE '^create (or replace )?function' {} + | sed 's|.*/||; s|[.]sql$||' | sort | paste -sd ' '`
\set made `grep -rhoE '^create (or replace )?function [a-z_]+[.][a-z_0-9]+' sql | sed 's/.* //' | sort | paste -sd ' '`
select set_eq(
  'select schema || ''.'' || proname from our_function', string_to_array(:'made', ' '), 'the functions are those of sql/'
);
select set_eq(
  'select proname::text from our_function', string_to_array(:'files', ' '), 'each in a file that is named after it'
);
-- Who reads a rule reads its file: the benchmark of the lane counts the same.
\set lengths `for folder in order ghosts sync lane poison; do wc -l sql/$folder/*.sql; done | awk '$2 != "total" { print $1 }' | paste -sd ','`
create temporary table length as select unnest(('{' || :'lengths' || '}')::integer[]) as lines;
select cmp_ok(max(lines), '<=', 140, 'no file on an order''s way is longer than 140 lines') from length;
select cmp_ok(percentile_cont(0.5) within group (order by lines), '<=', 35::double precision, 'half of them have at most 35') from length;
select functions_are(
  'shipkeeper_runner', array['accept_response', 'begin_cycle', 'finish_cycle', 'next_step'],
  'functions of shipkeeper_runner'
);
select is_empty(
  'select schema, proname from our_function group by 1, 2 having count(*) > 1',
  'no function has an overload: a call would be ambiguous'
);
select is_empty(
  $$
  select identity from our_function
  -- What is written in standard SQL had its names resolved when it was made: no path can lead it astray.
  where prosqlbody is null
    and (select array_agg(c) from unnest(proconfig) as c where c like 'search\_path=%') is distinct from '{"search_path=pg_catalog, pg_temp"}'
  $$, 'every function pins its search_path, without public'
);
select is_empty(
  $$
  select identity from our_function
  where prosrc like '%\\%' and not coalesce(proconfig, '{}') @> array['standard_conforming_strings=on']
  $$, 'where a backslash stands, it means the same in every session'
);
select is_empty(
  $$
  select identity from our_function where proconfig @> array['enable_seqscan=off'] and not proconfig @> array['jit=off']
  $$, 'where tables are not read whole no plan is compiled: what cannot be avoided would count as too dear to be run as it is'
);
select is_empty(
  'select identity from our_function where coalesce(btrim(obj_description(oid, ''pg_proc'')), '''') = ''''',
  'every function has a comment'
);
select is_empty(
  $$ select identity from our_function where has_function_privilege('public', oid, 'execute') $$,
  'every function is closed to PUBLIC'
);
select is_empty(
  $$
  select identity from our_function where not prosecdef and schema in ('shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  $$,
  'functions for other roles run with the owner''s rights'
);
select is_empty(
  $$
  select identity from our_function where schema = 'shipkeeper'
  and prosecdef <> (prorettype = 'trigger'::regtype or proname = 'put_order_line')
  $$,
  'of the others only functions of triggers, and what the shop''s programs call, do'
);
select is_empty(
  $$
  select identity from our_function where prosecdef and prorettype <> 'trigger'::regtype
  and not proconfig @> array['lock_timeout=5s']
  $$,
  'what others call waits for no lock for long'
);
select is_empty(
  $$ select identity from our_function where prosrc ~ 'query_canceled or (?!assert_failure or others)' $$,
  'who catches all that a trigger of the shop''s may raise catches a failed assertion, too, which OTHERS leaves out'
);
select is_empty(
  $$
  select identity from our_function
  where proowner <> (select relowner from pg_class where oid = 'public.orders_inbox'::regclass)
  $$,
  'every function belongs to the owner of the shop''s tables'
);

select * from finish();
rollback;
