-- What leans on the shop's constraint, found in functions and rules; and what nobody can see.
begin;
\ir ../prelude.psql
select plan(21);

create function play.run_all(p_query text) returns void language plpgsql as $$
declare
  v_command text;
begin
  for v_command in execute p_query loop
    execute v_command;
  end loop;
end
$$;

select is(array(select shipkeeper.sku_rule_use(s)), f, d)
from (
  values
  ('insert into order_items_inbox (a) values (1) ON CONFLICT (order_inbox_id, sku) do nothing', array['on conflict on its columns'], 'the columns'),
  (E'insert into public.order_items_inbox values (1)\non   conflict\n("sku" , order_inbox_id) do update set x = 1', array['on conflict on its columns'], 'in the other order, quoted, over lines'),
  ('insert into order_items_inbox values (1) on conflict (order_inbox_id, sku) where shipstation_order_item_id is null do nothing', array['on conflict on its columns, past the lines that came from ShipStation'], 'with the where that doubles units after'),
  ('insert into order_items_inbox values (1) on conflict on constraint any_name do nothing', array['on conflict on a constraint'], 'a constraint'),
  ('insert into order_items_inbox values (1) on conflict do nothing', array['on conflict do nothing, which takes any unique constraint'], 'any constraint'),
  ('begin insert into order_items_inbox values (1); exception when unique_violation then null; end', array['a handler of unique violations'], 'a handler'),
  ('insert into order_items_inbox values (1); exception when sqlstate ''23505'' then null;', array['a handler of unique violations'], 'a handler by code'),
  ('update order_items_inbox set quantity = 1 where order_inbox_id = 1 and sku = $2', array['an update or delete of the one line of a SKU'], 'an update of "the" line'),
  ('delete from public.order_items_inbox where sku = $2 and order_inbox_id = 1', array['an update or delete of the one line of a SKU'], 'a delete'),
  ('update order_items_inbox set quantity = 1 where id = 5', '{}', 'an update by id: fine'),
  ('insert into other values (1) on conflict (order_inbox_id, sku) do nothing', '{}', 'another table: fine'),
  ('select order_inbox_id, sku from order_items_inbox', '{}', 'a reader: fine'),
  ('', '{}', 'nothing')
) as c (s, f, d);

select results_eq(
  'select f.readiness, f.object from shipkeeper.contract_findings() as f', $$ values ('unknown', 'programs outside the database') $$,
  'a shop without such functions: only what nobody can see'
);
create temporary table own_index as
select pg_get_indexdef(i.indexrelid) as definition, i.indexrelid::regclass as name
from pg_index as i
join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
where i.indrelid = 'public.order_items_inbox'::regclass and a.attname = 'order_inbox_id' and not i.indisunique;
select play.run_all('select format(''drop index %s'', name) from own_index');
select results_eq(
  'select f.readiness, f.object from shipkeeper.contract_findings() as f where f.readiness = ''not_ready''',
  $$ values ('not_ready', 'table public.order_items_inbox') $$, 'a shop where only the unique index finds an order''s lines'
);
select play.run_all('select definition from own_index');
create function public.importer() returns void language plpgsql as $$
begin
  insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, 'x', 1) on conflict (order_inbox_id, sku) do nothing;
end
$$;
create function public.body() returns void language sql
begin atomic
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (1, 'x', 1) on conflict on constraint order_items_inbox_pkey do nothing;
end;
create rule keep as on insert to public.order_items_inbox where new.quantity = 77
do also delete from public.order_items_inbox where order_inbox_id = new.order_inbox_id and sku = new.sku and id <> new.id;
select bag_eq(
  'select f.readiness, f.object, f.finding from shipkeeper.contract_findings() as f where f.readiness = ''not_ready''',
  $$ values ('not_ready', 'function public.importer()', 'on conflict on its columns'),
     ('not_ready', 'function public.body()', 'on conflict on a constraint'),
     ('not_ready', 'rule keep on public.order_items_inbox', 'an update or delete of the one line of a SKU') $$,
  'functions of either kind, and rules'
);
select is(
  (select count(*) from shipkeeper.contract_findings() as f where f.remedy = ''), 0::bigint, 'each with what to do'
);

-- pg_stat_statements as a table of the same columns stands for the extension, which a test cannot preload.
create schema play_statements;
create table play_statements.pg_stat_statements (userid oid, dbid oid, query text, calls bigint, toplevel boolean default true);
insert into play_statements.pg_stat_statements
select 'shop_owner'::regrole, d.oid, 'insert into order_items_inbox values ($1) on conflict (order_inbox_id, sku) do nothing', 5
from pg_database as d where d.datname in (current_database(), 'postgres');
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
values (999999, 'pg_stat_statements', 10, 'play_statements'::regnamespace, false, '1');
insert into pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
values ('pg_class'::regclass, 'play_statements.pg_stat_statements'::regclass, 0, 'pg_extension'::regclass, 999999, 0, 'e');
select results_eq(
  $$ select f.readiness, f.object, f.finding from shipkeeper.contract_findings() as f where f.object like 'statement%' $$,
  $$ values ('not_ready', 'statement of role shop_owner', 'on conflict on its columns (5 calls)') $$, 'statements of this database that ran'
);
select is(
  (select f.readiness from shipkeeper.contract_findings() as f where f.object = 'programs outside the database'), 'unknown',
  'what did not run yet stays unknown'
);
alter table play_statements.pg_stat_statements drop column calls;
select is(
  (select f.finding from shipkeeper.contract_findings() as f where f.object = 'programs outside the database'),
  'Their statements cannot be seen: pg_stat_statements is absent or not readable.', 'one that cannot be read is as none'
);
select is(
  (select count(*) from shipkeeper.contract_findings() as f where f.object like 'statement%'), 0::bigint, 'and tells nothing'
);

select * from finish();
rollback;
