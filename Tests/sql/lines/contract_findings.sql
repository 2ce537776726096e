-- What leans on the shop's constraint, and would break when it goes.
begin;
\ir ../prelude.psql
select plan(25);

select is(
  (select string_agg(u, '; ' order by u) from shipkeeper.sku_rule_use(s) as u), f,
  format('%s: %s', left(regexp_replace(s, '\s+', ' ', 'g'), 70), coalesce(f, 'nothing'))
)
from (
  values
  ('insert into order_items_inbox (x) values (1) on conflict (order_inbox_id, sku) do nothing',
    'on conflict on its columns'),
  (E'INSERT INTO order_items_inbox (x)\n VALUES (1)\n ON  CONFLICT(SKU,  order_inbox_id) DO NOTHING',
    'on conflict on its columns'),
  ('insert into "order_items_inbox" values (1) on conflict ("order_inbox_id", "sku") do nothing',
    'on conflict on its columns'),
  (
    'insert into order_items_inbox values (1) on conflict (order_inbox_id, sku) where shipstation_order_item_id is '
    'null do nothing',
    null
  ),
  ('insert into order_items_inbox values (1) on conflict on constraint x do nothing', 'on conflict on a constraint'),
  ('insert into order_items_inbox values (1) on conflict do nothing',
    'on conflict do nothing, which takes any unique constraint'),
  ('begin insert into order_items_inbox values (1); exception when unique_violation then end',
    'a handler of unique violations'),
  ('begin insert into order_items_inbox values (1); exception when sqlstate ''23505'' then end',
    'a handler of unique violations'),
  (
    'update public.order_items_inbox set quantity = 1 where order_inbox_id = 1 and sku = ''A''',
    'an update or delete of the one line of a SKU'
  ),
  ('delete from only order_items_inbox where sku = ''A'' and order_inbox_id = 1',
    'an update or delete of the one line of a SKU'),
  ('update order_items_inbox set quantity = 1 where id = 1', null),
  ('insert into order_items_inbox values (1)', null),
  ('insert into other values (1) on conflict do nothing', null),
  ('select * from order_items_inbox where order_inbox_id = 1 and sku = ''A''', null),
  ('', null),
  (null, null)
) as v (s, f);

-- In a database: functions, rules, and what nobody can see.
select is_empty(
  $$ select * from shipkeeper.contract_findings() where readiness = 'not_ready' and object not like '%play.%' $$,
  'a shop without such programs'
);
select is(
  (select object || ': ' || finding from shipkeeper.contract_findings() where readiness = 'unknown'),
  'programs outside the database: Their statements cannot be seen: pg_stat_statements is absent or not readable.',
  'programs outside are not known'
);
create function public.test_importer() returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity)
    values (1, 'A', 1) on conflict (order_inbox_id, sku) do nothing
$$;
create function public.test_new_body() returns void language sql
begin atomic
  delete from public.order_items_inbox where order_inbox_id = 1 and sku = 'A';
end;
select results_eq(
  $$
  select object, finding, remedy from shipkeeper.contract_findings()
  where readiness = 'not_ready' and object like 'function %test\_%' order by 1
  $$,
  $$
  values ('function public.test_importer()', 'on conflict on its columns',
    'Let it call shipkeeper.put_order_line, which works before and after.'),
    ('function public.test_new_body()', 'an update or delete of the one line of a SKU',
      'Let it call shipkeeper.put_order_line, which works before and after.')
  $$, 'functions, whatever their body is kept as'
);
create table public.test_inlet (order_inbox_id integer, sku text);
create rule test_rule as on insert to public.test_inlet do instead
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
  values (new.order_inbox_id, new.sku, 1) on conflict do nothing;
select is(
  (select finding from shipkeeper.contract_findings() where object = 'rule test_rule on public.test_inlet'),
  'on conflict do nothing, which takes any unique constraint', 'rules'
);
drop table public.test_inlet;
drop function public.test_importer();
drop function public.test_new_body();
select is_empty(
  $$ select * from shipkeeper.contract_findings() where object like '%test\_%' $$, 'nothing once they are gone'
);
select is_empty(
  $$ select * from shipkeeper.contract_findings() where object like '%shipkeeper%' $$,
  'our own functions are no findings'
);

-- Statements, where they can be seen: a view with what is needed takes the place of the extension's, which remembers
-- only where it is loaded with the server.
create extension if not exists pg_stat_statements;
create function play.remember_statements(p_calls text) returns void language plpgsql as $$
begin
  if to_regclass('pg_stat_statements') is not null then
    alter extension pg_stat_statements drop view pg_stat_statements;
    drop view pg_stat_statements;
  end if;
  execute format(
    $sql$
    create view public.pg_stat_statements as
    select
      d.oid as dbid, %L::oid as userid, %s as calls,
      'insert into order_items_inbox values ($1) on conflict do nothing'::text as query
    from pg_database as d
    where d.datname = current_database()
    $sql$, 'postgres'::regrole::oid, p_calls
  );
  alter extension pg_stat_statements add view public.pg_stat_statements;
end
$$;
select play.remember_statements('7');
select results_eq(
  $$ select readiness, object, finding from shipkeeper.contract_findings() where object not like 'function%' $$,
  $$
  values ('not_ready', 'statement of role postgres',
    'on conflict do nothing, which takes any unique constraint (7 calls)'),
    ('unknown', 'programs outside the database',
      'Statements older than pg_stat_statements'' memory, or not run yet, are not seen.')
  $$, 'statements that were run'
);
-- A view that cannot be read is as good as none.
select play.remember_statements('1 / (random() * 0)::integer');
select is(
  (select finding from shipkeeper.contract_findings() where readiness = 'unknown'),
  'Their statements cannot be seen: pg_stat_statements is absent or not readable.', 'statements that cannot be read'
);
select is(
  (select count(*) from shipkeeper.contract_findings() where object like 'statement%'), 0::bigint, 'are no findings'
);

select * from finish();
rollback;
