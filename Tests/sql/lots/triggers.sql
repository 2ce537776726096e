-- The triggers on the shop's tables: made where they are missing or differ, and otherwise left as they are.
begin;
\ir prelude.psql
select plan(13);

create function play.triggers() returns setof text language sql as $$
  select format('%s %s %s', t.tgrelid::regclass, t.tgname, t.tgfoid::regproc)
  from pg_trigger as t
  where t.tgfoid::regproc::text like 'shipkeeper.%' and t.tgrelid::regclass::text not like 'shipkeeper.%'
    and t.tgfoid::regproc::text not like '%note\_repeated%'
$$;
create temporary table wanted as select unnest(array[
  'orders_inbox shipkeeper_status_inserted shipkeeper.note_status', 'orders_inbox shipkeeper_status_updated shipkeeper.note_status',
  'orders_inbox shipkeeper_override_inserted shipkeeper.note_override',
  'orders_inbox shipkeeper_override_changed shipkeeper.note_override', 'sku_lot shipkeeper_lot_activated shipkeeper.note_active_lot',
  'sku_lot shipkeeper_lots_emptied shipkeeper.note_active_lot'
]) as name;
select set_eq('select play.triggers()', 'select name from wanted', 'those there are');
select is_empty(
  $$
  select t.tgname from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid
  where t.tgname like 'shipkeeper\_%' and p.pronamespace = 'shipkeeper'::regnamespace
    and (not p.prosecdef or has_function_privilege('public', p.oid, 'execute'))
  $$, 'they run with the owner''s rights, and nobody else may call them'
);
select is_empty(
  $$
  select tgname from pg_trigger
  where tgname like 'shipkeeper\_%'
    and tgenabled <> case when tgname ~ '_(status|lot)' then 'A' else 'O' end
  $$, 'all fire; those that lots rest upon in every session'
);
select results_eq(
  $$ select tgattr::text from pg_trigger where tgname = 'shipkeeper_status_updated' $$, array[''],
  'that of status has no list of columns: another trigger may set it'
);

-- Loaded again: nothing is touched.
create temporary table before as select tgname, oid, xmin::text as version from pg_trigger where tgname like 'shipkeeper\_%';
\ir ../../../sql/triggers.sql
select results_eq(
  $$ select tgname, oid, xmin::text from pg_trigger where tgname like 'shipkeeper\_%' order by 1 $$,
  'select tgname, oid, version from before order by 1', 'loaded again they are the same'
);

-- One is gone, another is not what it shall be.
drop trigger shipkeeper_status_inserted on public.orders_inbox;
drop trigger shipkeeper_lot_activated on public.sku_lot;
create trigger shipkeeper_lot_activated after insert on public.sku_lot
for each row execute function shipkeeper.note_active_lot();
comment on trigger shipkeeper_lot_activated on public.sku_lot is 'an older definition';
\ir ../../../sql/triggers.sql
select set_eq('select play.triggers()', 'select name from wanted', 'one that is missing is made');
select is(
  (select pg_get_triggerdef(oid) like '%INSERT OR DELETE OR UPDATE ON%' from pg_trigger where tgname = 'shipkeeper_lot_activated'), true,
  'one of an older definition is replaced'
);
select is(
  (select count(*) from before as b join pg_trigger as t using (tgname) where t.oid <> b.oid or t.xmin::text <> b.version), 2::bigint,
  'no other is touched'
);
select play.released_order('1');
select is(play.review('1'), 'open', 'after that they work');
select is(
  (select count(*) from shipkeeper.order_status_history where order_number = '1'), 2::bigint, 'each once'
);
update public.sku_lot set active = 0 where sku = '18795' and lot = '11001';
select is((select count(*) from shipkeeper.lot_activation where sku = '18795'), 0::bigint, 'on updates too');
update shipkeeper.lot_activation set active_since = '2025-01-01';
truncate public.sku_lot;
insert into public.sku_lot (sku, lot) values ('17612', '250300');
select is(
  (select active_since > clock_timestamp() - interval '1 minute' from shipkeeper.lot_activation where sku = '17612' and lot = '250300'),
  false, 'a list of lots that is emptied and filled again in one transaction stays as old as it is'
);
truncate public.sku_lot;
-- As if that had been another transaction.
update shipkeeper.lot_activation set emptied_by = '1';
insert into public.sku_lot (sku, lot) values ('17612', '250300');
select is(
  (select active_since > clock_timestamp() - interval '1 minute' from shipkeeper.lot_activation where sku = '17612' and lot = '250300'),
  true, 'filled again later it begins anew'
);

select * from finish();
rollback;
