-- How many of Shipkeeper's functions somebody passes who follows the update of one order's lots, from its release to the last look.
begin;
\ir prelude.psql
select plan(3);
set local track_functions = 'all';

create temporary view passed as
select f.funcid, f.calls from pg_stat_xact_user_functions as f where f.schemaname like 'shipkeeper%';

select play.run_lots();
select play.order_on_hold('1');
select play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}') as cycle \gset
create temporary table passed_before as select * from passed;
update public.orders_inbox set status = 'awaiting_shipment';
select play.drive(:cycle);
create temporary table passed_by_it as
select p.* from passed as p left join passed_before as b on b.funcid = p.funcid where p.calls > coalesce(b.calls, 0);
select is(play.review('1'), 'closed / verified', 'an update');
select is(cardinality(play.sent()), 5, 'in five requests');
select cmp_ok((select count(*) from passed_by_it), '<=', 65::bigint, 'passes 65 functions at most');

select * from finish();
rollback;
