-- What a page holds without a usable id is kept by its place, reported, and asked for again.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(35);
create function play.minute(p_minute integer) returns text language sql as $$
  select to_char(timestamp '2025-11-20 10:00' + p_minute * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS')
$$;
-- An element of the list, under an id of the stand-in's own, listed by a time of change.
create function play.put(p_id bigint, p_number text, p_minute integer, p_orderid jsonb default null) returns void language sql as $$
  insert into play.remote (id, content)
  select p_id, play.order_json('1', 'awaiting_shipment', play.item('A', 2)) || jsonb_build_object(
    'orderId', coalesce(p_orderid, to_jsonb(p_id)), 'orderNumber', p_number, 'orderDate', play.minute(p_minute), 'modifyDate', play.minute(p_minute)
  )
  on conflict (id) do update set content = excluded.content
$$;
-- Elements that are no orders: the stand-in lists them by the time in play.elsewhere.
\ir elsewhere.psql
create function play.places() returns text[] language sql as $$
  select array(
    select concat_ws(' ', to_char(r.walk_from, 'HH24:MI:SS'), to_char(r.walk_on_from, 'HH24:MI:SS'), r.order_number, r.reason)
    from shipkeeper.refused_order as r where r.shipstation_order_id is null order by r.walk_from
  )
$$;

-- Four: a good one, one whose id is a text, a list, a later one.
select play.put(1, 'GOOD', 1), play.put(2, 'TEXTID', 3, '"2"'), play.put(4, 'INLIST', 5), play.put(3, 'LATER', 7);
insert into play.elsewhere values (4, '[{"orderId": 4}]');
select is(play.walk(), 'done', 'the walk passes them');
select set_eq('select order_number::text from public.orders_inbox', array['GOOD', 'LATER'], 'the others come in');
select is(
  play.places(), array['10:02:59 10:03:01 TEXTID orderId is no usable number', '10:02:59 10:07:01 order is no object'],
  'each is kept by its place: its own time, or those around it'
);
select ok(
  play.has_said(
    'error: ❌ Sync: order changed between 2025-11-20 10:02:59 and 2025-11-20 10:07:01 (Pacific) could not be used: order is no object - '
    'it is asked for again by itself'
  ) and play.has_said('error: ❌ Sync: order TEXTID could not be used: orderId is no usable number - it is asked for again by itself'),
  'said, and truly'
);
select results_eq(
  'select order_number, shipstation_order_id, outcome, reason from shipkeeper.order_outcome where outcome = ''error'' order by reason desc',
  $$ values ('TEXTID', null::text, 'error', 'orderId is no usable number'), (null, null, 'error', 'order is no object') $$, 'and recorded'
);
select is(play.watermark(), '2025-11-20T18:07:00Z', 'the watermark goes on');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select play.walk_on();
select is((play.sent())[1] like '%modifyDateStart=2025-11-20T10:02:00%', true, 'no overlap is lost behind them');
select is(cardinality(play.places()), 2, 'met again they are the same');
select ok(not play.has_said('%could not be used%'), 'and not said again');

-- Reported after a day.
update shipkeeper.refused_order set refused_at = refused_at - interval '25 hours';
select play.watch();
select results_eq(
  $$ select order_number, subject from shipkeeper_report.alerts where alert = 'refused_orders' order by order_number $$,
  $$
  values ('TEXTID', 'Order TEXTID of ShipStation''s could not be used for more than a day: orderId is no usable number.'),
    (null, 'Order without a readable id of ShipStation''s could not be used for more than a day: order is no object.')
  $$, 'an alert each'
);

-- Later orders move the walk on; their places are asked for again at growing intervals.
select play.put(5, 'NEXT', 60), play.walk_on(), play.walk_on();
select is((play.sent())[1] like '%modifyDateStart=2025-11-20T10:55:00%', true, 'the walk is beyond them');
select is(cardinality(play.sent()), 1, 'nothing more is asked for before the time');
update shipkeeper.refused_order set next_attempt_at = clock_timestamp();
select play.walk_on();
select is(cardinality(play.sent()), 3, 'then each place is');
select is(cardinality(play.places()), 2, 'they are none yet: kept');
select is((select min(attempts) from shipkeeper.refused_order), 1, 'and wait longer');
select ok((select min(next_attempt_at) from shipkeeper.refused_order) > clock_timestamp() + interval '4 minutes', 'so they do');

-- Well by now, changed at the same time.
select play.put(2, 'TEXTID', 3);
delete from play.elsewhere;
update shipkeeper.refused_order set next_attempt_at = clock_timestamp();
select play.walk_on();
select set_eq('select order_number::text from public.orders_inbox', array['GOOD', 'TEXTID', 'INLIST', 'LATER', 'NEXT'], 'all are here');
select play.walk_on();
select is(play.places(), '{}', 'and their places forgotten');
select play.watch();
select is((select count(*) from shipkeeper_report.alerts where alert = 'refused_orders'), 0::bigint, 'with their alerts');

-- What else is no order; at the ends of a page; a known order.
create function play.odd(p_element jsonb, p_minute integer) returns text[] language plpgsql as $$
begin
  delete from play.elsewhere;
  delete from shipkeeper.refused_order;
  perform play.put(6, 'SIX', p_minute);
  insert into play.elsewhere values (6, p_element);
  perform play.walk('full', '2025-11-20 18:00Z');
  delete from play.remote where id = 6;
  return play.places();
end
$$;
select is(play.odd(e.element, 2), array['10:00:59 10:03:01 order is no object'], 'no order: ' || e.element::text)
from (values ('null'::jsonb), ('5'), ('"x"'), ('[]')) as e (element);
select is(play.odd('{}', 2), array['10:00:59 10:03:01 orderId is no usable number'], 'an object without an id');
select is(
  play.odd('{"orderId": 6.5, "orderNumber": "SIX"}', 2), array['10:00:59 10:03:01 SIX orderId is no usable number'], 'an id that is no whole number'
);
select is(play.odd('null', -1), array['09:55:00 10:01:01 order is no object'], 'the first of its page');
select matches((play.odd('null', 100))[1], '^10:59:59 \S+ order is no object$', 'the last one: up to ShipStation''s now');
select is((play.odd('null', 100))[1] > '10:59:59 11:4', true, 'which is not before it');
update public.orders_inbox set status = 'on_hold' where order_number = 'GOOD';
select play.put(1, 'GOOD', 101, '"1"'), play.walk_on();
select is(play.header('GOOD'), 'on_hold 2', 'a known order keeps what it has');
select ok('11:40:59 11:41:01 GOOD orderId is no usable number' = any(play.places()), 'and is kept so, too');

-- Two of one second share their place: it is named after one that is none yet.
delete from play.elsewhere;
delete from shipkeeper.refused_order;
select play.put(1, 'GOOD', 102), play.put(7, 'ONE', 103, '"7"'), play.put(8, 'TWO', 103, '"8"'), play.put(9, 'LAST', 104), play.walk_on();
select is(play.places(), array['11:42:59 11:43:01 ONE orderId is no usable number'], 'two at one place');
select play.put(7, 'ONE', 103);
update shipkeeper.refused_order set next_attempt_at = clock_timestamp();
select play.walk_on();
select is(play.header('ONE'), 'awaiting_shipment 2', 'one of them comes in');
select is(play.places(), array['11:42:59 11:43:01 TWO orderId is no usable number'], 'the other is named now');
select play.walk_on();
select is(cardinality(play.places()), 1, 'and met again it is the same');

select * from finish();
rollback;
