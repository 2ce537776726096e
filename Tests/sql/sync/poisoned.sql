-- An order that cannot be used costs itself only.
begin;
\ir ../prelude.psql
select plan(43);
insert into play.clock values ('2025-11-20 20:00Z');
create function play.refused() returns text[] language sql as $$
  select coalesce(array_agg(concat_ws(': ', coalesce(r.order_number, r.shipstation_order_id, 'spot'), r.reason) order by r.refused_order_id), '{}')
  from shipkeeper.refused_order as r
$$;
create function play.due() returns void language sql as $$
  update shipkeeper.refused_order set next_attempt_at = clock_timestamp() - interval '1 second'
$$;
create function play.sizes() returns text[] language sql as $$
  select array(select play.parameter(p, 'pageSize') || '/' || play.parameter(p, 'page') from unnest(play.sent()) as p)
$$;

-- Wrong types, between two good ones.
select play.make_ghosts('1', '2', '3');
select play.remote_order('1', '2025-11-20 10:00');
select play.remote_order('2', '2025-11-20 10:01', p_more => '{"items": "none"}');
select play.remote_order('3', '2025-11-20 10:02');
insert into play.remote
select 999, play.order_json('4', 'shipped') || '{"orderId": "x", "modifyDate": "2025-11-20T10:03:00", "orderDate": "2025-11-20"}';
select play.sync('heal_only', '2025-11-20 17:30Z');
select play.run('{"kind": "run", "only": ["sync"]}');
select is(play.header('1') || ', ' || play.header('3'), 'awaiting_shipment 2, awaiting_shipment 2', 'the others are healed');
select is(play.refused(), array['4: orderId is no usable number', '2: items are missing or no list'], 'each is kept with its reason');
select is(play.watermark(), '2025-11-20T18:03:00Z', 'and holds nothing up');
select ok(
  'error: ❌ Sync: order 2 could not be used: items are missing or no list - it is asked for again by itself' = any(play.said()), 'it is said'
);
select ok(
  'error: ❌ Sync: order 4 could not be used: orderId is no usable number - it is asked for again by itself' = any(play.said()),
  'one without an id is said'
);
select play.figures_are('{"orders_refused": 2}', 'both are counted');
delete from play.remote where id = 999;
delete from shipkeeper.refused_order where shipstation_order_id is null;
select play.sync('heal_only', '2025-11-20 17:30Z');
select play.run('{"kind": "run", "only": ["sync"]}');
select ok(not exists (select from unnest(play.said()) as s where s like '%order 2 could%'), 'it is said once, however often a page brings it');

-- Asked for by itself, at growing intervals; where it is a ghost here, as a ghost.
select play.due();
select play.run();
select is((select count(*) from unnest(play.sent()) as p where p = '/orders/72'), 1::bigint, 'a ghost is asked for once, as a ghost');
select is((select attempts from shipkeeper.refused_order), 0, 'not by the sync');
delete from public.orders_inbox where order_number = '2';
delete from shipkeeper.ghost;
select play.due();
select play.run('{"kind": "run", "only": ["sync"]}');
select is((play.sent())[array_upper(play.sent(), 1)], '/orders/72', 'others singly');
select results_eq(
  'select attempts, next_attempt_at > clock_timestamp() + interval ''4 minutes'' from shipkeeper.refused_order', $$ values (1, true) $$,
  'the next time later'
);
select play.due();
update play.remote set content = content || '{"items": []}' where id = 72;
select play.run('{"kind": "run", "only": ["sync"]}');
select is(play.refused(), '{}', 'mended: forgotten');
insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at)
values ('555', 'no answer', clock_timestamp(), clock_timestamp());
select play.run('{"kind": "run", "only": ["sync"]}');
select is(play.refused(), '{}', '404: forgotten');
insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at)
values ('556', 'no answer', clock_timestamp(), clock_timestamp()), ('557', 'no answer', clock_timestamp(), clock_timestamp() + interval '1 millisecond');
select play.answer('x', 1);
update play.answer set path = '/orders/556', status = 503;
insert into play.answer values ('/orders/557', 200, '', '<html>', null);
select play.run('{"kind": "run", "only": ["sync"]}');
select is(play.refused(), array['556: API answered 503', '557: answer is HTML, not JSON'], 'unanswered or unreadable: they stay');
delete from shipkeeper.refused_order;
delete from play.answer;

-- An escaped NUL.
select is((shipkeeper.read_json('{"a": "x\\u0000y"}', true)).has_nul, true, 'a NUL is seen');
select is((shipkeeper.read_json('{"a": "x\\u0000\\u0000y"}', true)).document ->> 'a', 'x' || chr(65534) || chr(65534) || 'y', 'and made harmless');
select is((shipkeeper.read_json('{"a": "x\\\\u0000y"}', true)).has_nul, false, 'a backslash before u0000 is none');
select is((shipkeeper.read_json('{"a": "x\\\\u0000y"}', true)).document ->> 'a', E'x\\u0000y', 'and stays');
delete from play.remote;
select play.make_ghosts('11', '12');
insert into play.answer
select p.path, 200, play.date_header(), p.body, null
from (
  select
    shipkeeper.window_path('2025-11-20 09:25', '2025-11-20 13:00', 500, 1) as path,
    convert_to(replace(jsonb_build_object('total', 2, 'orders', jsonb_build_array(
      play.order_json('11', 'shipped', play.item('A', 1, 1, '{"name": "NUL"}')) || '{"modifyDate": "2025-11-20T10:00:00"}',
      play.order_json('12', 'shipped', play.item('A')) || '{"modifyDate": "2025-11-20T10:01:00"}'
    ))::text, '"NUL"', E'"\\u0000"'), 'UTF8') as body
) as p;
select play.sync('heal_only', '2025-11-20 17:30Z');
create function play.start_walk_at(p_end timestamp) returns bigint language plpgsql as $$
declare
  v_cycle constant bigint := play.start('{"kind": "run", "only": ["sync"]}');
begin
  perform shipkeeper.start_walk(v_cycle);
  update shipkeeper.sync_walk set window_end = p_end where cycle_id = v_cycle;
  return v_cycle;
end
$$;
create temporary table run as select play.start_walk_at('2025-11-20 13:00') as cycle;
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select is(play.header('12'), 'shipped 1', 'a NUL in one order: the other is healed');
select is(play.refused(), array['11: order holds a NUL'], 'it is refused');
delete from shipkeeper.refused_order;
delete from play.answer;

-- One that makes every list fail that holds it: in the middle, first, last, alone.
delete from public.orders_inbox;
select count(play.remote_order((100 + n)::text, timestamp '2025-11-20 10:00' + n * interval '10 seconds')) from generate_series(1, 20) as n;
update play.remote set breaks_lists = true where id = 7107;
select play.sync('heal_only', '2025-11-20 17:30Z');
select is(play.run(), 'done', 'an order that makes lists fail');
select is(
  (play.sizes())[1:10], array['500/1', '256/1', '128/1', '64/1', '32/1', '16/1', '8/1', '4/1', '8/1', '4/1'], 'pages are halved, and grow again'
);
select is((select count(*) from shipkeeper.seen_order where order_number::integer between 101 and 120), 19::bigint, 'all others are seen');
select is(play.refused(), array['spot: API answered 500'], 'it is kept by where it lies');
select results_eq(
  'select walk_from < ''2025-11-20 10:01:10'', walk_on_from > ''2025-11-20 10:01:10'' from shipkeeper.refused_order', $$ values (true, true) $$,
  'between two changes of others'
);
select is(play.watermark(), '2025-11-20T18:03:20Z', 'it holds nothing up');
select play.run();
select is(play.sizes(), array['500/1'], 'the next walk does not meet it');
select play.due();
select play.run();
select is(play.refused(), array['spot: API answered 500'], 'looked at again: still so');
update play.remote set breaks_lists = false where id = 7107;
select play.due();
select play.run();
select is(play.refused(), '{}', 'mended: forgotten');
select is((select count(*) from shipkeeper.seen_order where order_number = '107'), 1::bigint, 'and seen');
update play.remote set breaks_lists = true where id in (7101, 7102, 7120);
select play.sync('heal_only', '2025-11-20 17:30Z');
select play.run();
select is((select count(*) from shipkeeper.refused_order), 2::bigint, 'the first two and the last: kept, the two as one spot or two');
select is(play.watermark(), '2025-11-20T19:55:00Z', 'the list was read to its end');
delete from shipkeeper.refused_order;
delete from play.remote where id <> 7120;
select play.sync('heal_only', '2025-11-20 17:30Z');
select play.run();
select is((select count(*) from shipkeeper.refused_order), 1::bigint, 'the only one');

-- ShipStation itself is unwell.
delete from shipkeeper.refused_order;
select count(play.remote_order((200 + n)::text, timestamp '2025-11-20 10:00' + n * interval '10 seconds')) from generate_series(1, 30) as n;
set local play.is_down = on;
select play.sync('heal_only', '2025-11-20 17:30Z');
select is(play.run(), 'api_unavailable', 'every list fails: the API is down');
select is(play.refused(), '{}', 'no order is to blame');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'the watermark stays');
set local play.is_down = off;
select play.run();
select is(play.watermark(), '2025-11-20T18:05:00Z', 'the next cycle goes on');

-- Fifteen neighbours that each make lists fail: ShipStation answers other questions, so they are to blame.
delete from shipkeeper.refused_order;
update play.remote set breaks_lists = id between 7205 and 7219;
select play.sync('heal_only', '2025-11-20 17:30Z');
delete from shipkeeper.seen_order where order_number::integer > 219;
select is(play.run(), 'done', 'fifteen in a row');
select is((select count(*) from shipkeeper.seen_order where order_number::integer > 219), 11::bigint, 'those behind them are read');
select is((select count(*) from shipkeeper.refused_order), 1::bigint, 'one spot holds them');
select is((select count(*) from unnest(play.sent()) as p where p like '/orders/7%'), 1::bigint, 'ShipStation was asked once whether it is well');
select play.run();
select is(play.sizes(), array['500/1'], 'the next walk does not meet them');
update play.remote set breaks_lists = false;
select play.due();
select play.run();
select is(play.refused(), '{}', 'mended: read and forgotten');

select * from finish();
rollback;
