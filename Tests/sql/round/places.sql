-- What a list of the round holds without a usable id, too old for any walk, is kept by its place, reported, and forgotten when it is well.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(24);
-- Elements that are no orders: the stand-in lists them in the place of the order with this id.
\ir ../sync/elsewhere.psql
-- Created, and changed, some days ago at noon there.
create function play.old_order(p_number text, p_days integer, p_status text default 'awaiting_shipment') returns void language sql as $$
  select play.remote_order(p_number, c.at, p_status, array[play.item('A', 2)], jsonb_build_object('createDate', to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SS')))
  from (select current_date - p_days + time '12:00' as at) as c
$$;
create function play.places() returns text[] language sql as $$
  select array(
    select concat_ws(
      ' ', r.list_status, current_date - r.walk_from::date, case when r.walk_on_from < 'infinity' then current_date - r.walk_on_from::date end,
      r.order_number, r.reason
    )
    from shipkeeper.refused_order as r where r.shipstation_order_id is null order by r.refused_order_id
  )
$$;
create function play.alerted() returns text language sql as $$
  update shipkeeper.refused_order set refused_at = refused_at - interval '25 hours';
  select shipkeeper.note_alerts();
  select coalesce(string_agg(a.subject, ' ' order by a.subject), '') from shipkeeper_report.alerts as a where a.alert = 'refused_orders'
$$;

select play.old_order('1', 50), play.old_order('2', 40), play.old_order('3', 30), play.old_order('4', 20);
select play.header_of('1'), play.header_of('3'), play.header_of('4'), play.sync('heal_only', clock_timestamp() - interval '2 hours');
insert into play.elsewhere
select 72, content || '{"orderId": "72"}' from play.remote where id = 72 union all select 73, '[]';
select is(play.round(), '', 'a round with an order whose id is a text, and a list in the place of one');
select is(
  play.places(), array['awaiting_shipment 40 40 2 orderId is no usable number', 'awaiting_shipment 40 20 order is no object'],
  'each is kept by its place: its own creation, or those around it'
);
select ok(play.has_said('error: ❌ Round: order 2 could not be used: orderId is no usable number - the next round reads it again'), 'said');
select ok(play.has_said('error: ❌ Round: order created between % and % (Pacific) could not be used: order is no object - %'), 'and of the list where it lies');
select is((select count(*) from shipkeeper.order_outcome where outcome = 'error'), 2::bigint, 'and recorded');
select is(
  play.alerted(), 'Order 2 of ShipStation''s could not be used for more than a day: orderId is no usable number. '
  'Order without a readable id of ShipStation''s could not be used for more than a day: order is no object.', 'an alert each, a day later'
);
select alike(
  (select remedy from shipkeeper_report.alerts where alert = 'refused_orders' limit 1), '%The next round reads it again.', 'which says who looks again'
);
select is((select string_agg(distinct list_status, ' ') from shipkeeper_report.refused_orders), 'awaiting_shipment', 'analysts see the list');
select is((select count(next_attempt_at) from shipkeeper_report.refused_orders), 0::bigint, 'and that no walk asks for it');
select throws_like($$ select shipkeeper_operator.retry_order('2', 'x') $$, 'Nothing of order 2 waits to be asked for: %', 'no walk asks for it');
select play.round();
select is(cardinality(play.places()) || play.alerted(), '2' || play.alerted(), 'met again they are the same');
select ok(not play.has_said('%could not be used%'), 'and not said again');
select play.old_order('5', 35), play.round();
select is(cardinality(play.places()), 2, 'also when another order has come beside them');
update play.elsewhere set element = element || '{"orderStatus": "on_hold"}' where id = 72;
update play.remote set content = content || '{"orderStatus": "on_hold"}' where id = 72;
select play.round();
select is((play.places())[1], 'on_hold 40 40 2 orderId is no usable number', 'or when it goes from one list to another');

-- A list that fails decides nothing.
delete from play.elsewhere where id = 72;
select play.go_wrong('GET', '/orders?orderStatus=rejected%', 200, p_body => '{"orders": [], "total": 3, "page": 1, "pages": 1}'), play.round();
select is(cardinality(play.places()), 2, 'a round that fails forgets nothing');
select play.round();
select is(play.places(), array['awaiting_shipment 35 20 order is no object'], 'well again it is forgotten');
select is(play.alerted(), 'Order without a readable id of ShipStation''s could not be used for more than a day: order is no object.', 'with its alert');

-- What the walk has met has its place already.
select play.old_order('6', 0);
update play.remote set content = content || jsonb_build_object('modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp() - interval '1 minute'), 'YYYY-MM-DD"T"HH24:MI:SS')) where id = 76;
insert into play.elsewhere select 76, content || '{"orderId": "76"}' from play.remote where id = 76;
select play.round();
select is((select count(*) from shipkeeper.refused_order where order_number = '6'), 1::bigint, 'what the walk has met is kept once');

-- The last one of a full page.
delete from play.remote;
delete from play.elsewhere;
delete from public.orders_inbox;
select play.forget(), shipkeeper.forget_round();
select play.remote_order(n::text, current_date - interval '50 days' + n * interval '1 minute') from generate_series(1001, 1501) as n;
update play.remote set content = content || jsonb_build_object('createDate', content -> 'orderDate');
insert into play.elsewhere values (71500, 'null');
select play.round();
select is((select ended from shipkeeper.round order by round_id desc limit 1), 'done', 'a page whose last element is none is no disorder');
select is((select count(*) from shipkeeper.refused_order where list_status is not null), 1::bigint, 'it is kept once, though the next page holds it, too');

update shipkeeper.settings set round_every = '0';
select play.run();
select is((select count(*) from shipkeeper.refused_order where list_status is not null), 0::bigint, 'without rounds nobody would look again');

-- What the API is blamed for meanwhile is no reason to ask for a place of a list as for one of a walk.
update shipkeeper.settings set round_every = '1 microsecond', sync_mode = 'full';
delete from play.remote;
delete from play.elsewhere;
delete from public.orders_inbox;
select play.forget(), shipkeeper.forget_round();
select play.old_order(n::text, 50), play.header_of(n::text, 'on_hold'), play.answer(n::text, 200, convert_to('{"message": "try later"}', 'UTF8'))
from generate_series(11, 15) as n;
select play.old_order('10', 50);
insert into play.elsewhere select 710, content || '{"orderId": "710"}' from play.remote where id = 710;
select play.round();
select is((select outcome from play.result), 'api_unavailable', 'five orders that a list shows otherwise, each answered with the same that is no order');
select is(
  (select next_attempt_at from shipkeeper.refused_order where list_status is not null), 'infinity', 'no walk asks for the place where one without id lies'
);

-- Alone on its list it lies anywhere: a time without end is none that tools can load.
insert into shipkeeper.refused_order (reason, refused_at, attempted_at, next_attempt_at, walk_from, walk_on_from, is_listed, list_status)
values ('order is no object', now(), now(), 'infinity', '-infinity', 'infinity', true, 'on_hold');
select is(
  (select concat_ws(' ', changed_after, changed_before, next_attempt_at, list_status) from shipkeeper_report.refused_orders where list_status = 'on_hold'),
  'on_hold', 'alone on its list: between no two times'
);

select * from finish();
rollback;
