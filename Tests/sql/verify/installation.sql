-- Each difference between what was deployed and what stands.
begin;
\ir ../prelude.psql
select plan(8);

create function play.found() returns setof text language sql as $$
  select v.finding || ' ' || v.object from shipkeeper.verify() as v
$$;
select is_empty('select * from play.found()', 'none when all is well');

savepoint untouched;
create or replace function shipkeeper.shop_now() returns timestamp language sql as 'select now()::timestamp';
select results_eq('select * from play.found()', $$ values ('object_changed function shipkeeper.shop_now()') $$, 'a function changed by hand');
rollback to untouched;

create or replace view shipkeeper_report.lines_without_sku as select ''::text as order_number, ''::text as status, 1 as quantity where false;
select results_eq(
  'select * from play.found()', $$ values ('object_changed view shipkeeper_report.lines_without_sku') $$, 'a view changed by hand'
);
rollback to untouched;

drop function shipkeeper_operator.pause(text);
select results_eq('select * from play.found()', $$ values ('object_missing function shipkeeper_operator.pause(text)') $$, 'a function dropped');
rollback to untouched;

revoke execute on function shipkeeper_runner.next_step(bigint) from shipkeeper_runner;
select results_eq('select * from play.found()', $$ values ('grant_missing function shipkeeper_runner.next_step(bigint)') $$, 'a right taken away');
rollback to untouched;

grant select on shipkeeper_report.cycles to public;
select results_eq('select * from play.found()', $$ values ('open_to_public view shipkeeper_report.cycles') $$, 'a view open to everybody');
rollback to untouched;

alter table public.orders_inbox disable trigger shipkeeper_status_updated;
select results_eq(
  'select * from play.found()', $$ values ('trigger_off trigger shipkeeper_status_updated on public.orders_inbox') $$, 'a trigger switched off'
);
rollback to untouched;

grant select on shipkeeper_report.cycles to shipkeeper_runner;
select is_empty('select * from play.found()', 'a right that a DBA gave is none');

select * from finish();
rollback;
