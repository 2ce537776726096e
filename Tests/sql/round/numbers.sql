-- A round sees the second of two orders with one number, too: that ends no conflict, another number there does.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(15);
create function play.conflicts() returns text language sql as $$
  select coalesce(string_agg(a.alert || ' ' || a.order_number, ' '), '') || ' ' || (select count(*) from shipkeeper.number_conflict)
  from shipkeeper_report.alerts as a where a.alert = 'number_conflicts'
$$;
create function play.second_of_one(p_number text) returns void language sql as $$
  select play.remote_order(
    '2', shipkeeper.pacific_wall(clock_timestamp() - interval '1 hour')::timestamp(0), 'awaiting_shipment', array[play.item('B', 3)],
    p_more => jsonb_build_object('orderNumber', p_number)
  )
$$;
select play.header_of('1'), play.order_of('1'), play.second_of_one('1');
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.round();
select is(play.lists(), 5::bigint, 'a round in the cycle that meets them');
select is(play.conflicts(), 'number_conflicts 1 1', 'the conflict stays');
select play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'whatever round sees it again');
select play.round('["round"]');
select is(play.conflicts(), 'number_conflicts 1 1', 'without the sync as well');

-- By the round alone: no date of change tells of it.
select play.second_of_one('3');
select play.round('["round"]');
select is(play.conflicts(), ' 0', 'another number there: it ends');
select play.second_of_one('1');
select play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'its number again: it comes back');

-- Closed there, and on no list any more: it is asked for by its id.
update play.remote set content = content || '{"orderStatus": "shipped"}' where id = 72;
select play.round(), play.round();
select is(play.conflicts(), ' 1', 'shipped: no alert');
update play.remote set content = content || '{"orderStatus": "awaiting_shipment"}' where id = 72;
select play.round(), play.make_refused_due(), play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'open again: it comes back');
select play.round();
select is(play.asked_by_id(), '', 'listed it is not asked for');
create temporary table gone on commit drop as select * from play.remote where id = 72;
delete from play.remote where id = 72;
select play.answer('2', 404, '<html>not here</html>'), play.round(), play.make_refused_due(), play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'a web page in the place of it says nothing');
-- With the key of another account every order is unknown.
savepoint this_account;
delete from play.remote;
select play.order_of('80'), play.answer('2', 404, '{"Message": "Not found"}'), play.round(), play.make_refused_due(), play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'nor does a 404 in a cycle in which this account was not proven');
rollback to this_account;
select play.answer('2', 404, '{"Message": "Not found"}'), play.round(), play.make_refused_due(), play.round();
select is(play.conflicts(), ' 0', 'deleted there: it ends');
select is((select orders_that_differ from shipkeeper_report.unit_comparison), 0::bigint, 'and its units are compared no longer');
delete from play.answer;
insert into play.remote select * from gone;
select play.round(), play.make_refused_due(), play.round();
select is(play.conflicts(), 'number_conflicts 1 1', 'listed once more it comes back');

-- An order that is not here, and not there any more.
select play.order_of('30'), play.round();
delete from play.remote where id = 730;
select play.round(), play.round();
select is((select count(*) from shipkeeper.seen_order where shipstation_order_id = '730'), 0::bigint, 'is compared no longer');

select * from finish();
rollback;
