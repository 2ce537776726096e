-- Each difference between what was deployed and what stands.
begin;
\ir ../prelude.psql
select plan(17);

create function play.found() returns setof text language sql as $$
  select v.finding || ' ' || v.object from shipkeeper.verify() as v
$$;
select is_empty('select * from play.found()', 'none when all is well');

savepoint untouched;
create or replace function shipkeeper.shop_now() returns timestamp language sql as 'select now()::timestamp';
select results_eq('select * from play.found()', $$ values ('object_changed function shipkeeper.shop_now()') $$, 'a function changed by hand');
rollback to untouched;

create or replace view shipkeeper_report.lines_without_sku as select ''::text as order_number, ''::text as status, 1::bigint as quantity, 1::bigint as order_item_inbox_id where false;
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
-- One item of a role holds what it had and what came; a newer server has rights that this one does not know.
grant insert on shipkeeper_report.cycles to shipkeeper_analyst;
select is_empty('select * from play.found()', 'nor is one that a role got beside its own');
revoke select on shipkeeper_report.cycles from shipkeeper_analyst;
select results_eq('select * from play.found()', $$ values ('grant_missing view shipkeeper_report.cycles') $$, 'what it had is missed all the same');
rollback to untouched;

drop table public.workflow_controls;
create table public.workflow_controls (workflow_name text, enabled boolean);
alter table public.workflow_controls owner to postgres;
select results_eq(
  'select * from play.found()', $$ values ('switch_not_read public.workflow_controls') $$, 'a switch that somebody else made, which starts no cycle'
);
rollback to untouched;

grant create on schema shipkeeper to shipkeeper_analyst;
select results_eq('select * from play.found()', $$ values ('open_to_create schema shipkeeper') $$, 'what is put there may run as the owner');
rollback to untouched;

alter table shipkeeper.cycle owner to postgres;
select results_eq('select * from play.found()', $$ values ('other_owner table shipkeeper.cycle') $$, 'a table that our functions may not use');
rollback to untouched;

drop function shipkeeper_report.status_page();
create function shipkeeper_report.status_page() returns text language sql as 'select null';
select ok('open_to_public function shipkeeper_report.status_page()' in (select f.f from play.found() as f (f)), 'made by hand it is open to everybody');
rollback to untouched;

-- After an upgrade of the server: nothing is compared, and it is one line.
update shipkeeper.deployed_object set server_major = 14, digest = 'another wording', rights = replace(rights, '=r/', '=rm/');
select results_eq(
  'select finding, object from shipkeeper.verify()', $$ values ('other_server_version', 'sql/') $$, 'another server version is one line'
);
select alike(
  (select v.explanation from shipkeeper.verify() as v), 'Loaded on PostgreSQL 14, %Run: migrations/migrate up', 'that says what to run'
);
drop function shipkeeper_operator.pause(text);
select is(
  (select count(*) from play.found()), 2::bigint, 'and what is missing is still said'
);

select * from finish();
rollback;
