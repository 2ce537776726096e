-- Whose fault it is that an order alone makes its page fail: ShipStation is asked another question first.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(25);
select play.remote_orders(1, 3);
-- Breaks some orders, forgets all but one that was seen before, and walks. What came of it, and what was asked beside pages.
create function play.break(variadic p_numbers integer[]) returns text language plpgsql as $$
begin
  perform play.forget();
  insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, seen_at, cycle_id)
  values ('799', '99', 'shipped', 1, clock_timestamp(), 1), ('798', '98', 'shipped', 1, clock_timestamp() - interval '1 day', 1);
  update play.remote set breaks_lists = (content ->> 'orderNumber')::integer = any(p_numbers);
  return concat_ws(
    '; ', play.walk('heal_only'), play.probes(), play.seen(), array_to_string(play.refused(), ', '), right(play.watermark(), 9)
  );
end
$$;
create function play.probes() returns text language sql as $$
  select string_agg(u.path, ' ' order by u.place)
  from unnest(play.sent()) with ordinality as u (path, place)
  where u.path !~ '^/orders\?modify'
$$;
insert into play.answer values ('/orders/799', 200, '', '{"orderId": 799}', null);
select is(
  play.break(1), 'done; /orders/799; 2-3 98-99; spot: API answered 500; 18:00:30Z',
  'the order seen last is asked for: it comes, so the other is to blame'
);
select is(play.break(1, 2, 3), 'done; /orders/799; 98-99; spot: API answered 500; 19:55:00Z', 'once in a walk');
select is((select is_api_well from shipkeeper.poison_search where cycle_id = (select cycle from play.result)), true, 'which is kept');
update play.answer set status = 404;
select is(play.break(1), 'done; /orders/799; 2-3 98-99; spot: API answered 500; 18:00:30Z', 'a 404 is an answer, too');

-- ShipStation is not well: nobody is blamed.
update play.answer set status = 500;
select is(
  play.break(1), 'api_unavailable; /orders/799 /orders/799 /orders/799 /orders/799; 98-99; ; 17:30:00Z',
  'it fails as well: asked until the API counts as down'
);
update play.answer set status = 200, body = '<html>';
select is(play.break(1), 'no_progress; /orders/799; 98-99; ; 17:30:00Z', 'a web page is no answer');
select ok(
  play.has_said('error: ❌ Sync: ShipStation answers otherwise than it should - the watermark stays, the next cycle asks again'),
  'it is said'
);
update play.answer set status = 418;
select is(play.break(1), 'no_progress; /orders/799; 98-99; ; 17:30:00Z', 'nor is anything else');
update play.answer set status = 429;
select is(play.break(1), 'rate_limited; /orders/799; 98-99; ; 17:30:00Z', 'a 429 ends the run');

-- Which order is asked for.
delete from play.answer;
update shipkeeper.quota set blocked_until = null;
insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at)
values ('799', 'API answered 500', clock_timestamp(), 'infinity');
alter function play.forget() rename to forget_all;
create function play.forget() returns void language sql as $$ delete from shipkeeper.seen_order $$;
select is(split_part(play.break(1), '; ', 2), '/orders/798', 'not one that is refused itself');
drop function play.forget();
alter function play.forget_all() rename to forget;
update play.remote set breaks_lists = true;
select play.forget(), play.walk('heal_only');
select is(
  play.pages(), '500/1 256/1 128/1 64/1 32/1 16/1 8/1 4/1 2/1 1/1 1/1 1/2 1/3 1/4', 'where none was ever seen: for a list without orders'
);
select is(
  (play.sent())[11],
  '/orders?modifyDateStart=2000-01-01T00:00:00&modifyDateEnd=2000-01-02T00:00:00&sortBy=ModifyDate&sortDir=ASC&pageSize=1&page=1',
  'of a day long ago'
);
select is(play.refused(), array['spot: API answered 500'], 'which ShipStation answers');

-- Not for ever.
delete from play.remote;
select play.remote_orders(1, 60), play.forget();
update play.remote set breaks_lists = true;
select is(play.walk('heal_only'), 'no_progress', 'sixty orders in a row that cannot be read');
select is(play.refused(), '{}', 'are not passed');
select ok(play.has_said('error: ❌ Sync: API answered 500 for every order - the watermark stays, the next cycle asks again'), 'it is said');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'and the watermark stays');

-- Answers to another question than was asked.
update play.remote set breaks_lists = false;
create function play.answered(p_time text) returns text language plpgsql as $$
begin
  perform play.forget();
  insert into play.spoilt_answer (request, status, body) values (1, 200, convert_to(format(
    '{"orders": [{"orderId": 5, "orderNumber": "5", "orderStatus": "shipped", "items": [], "modifyDate": "%s"}], "total": 1}', p_time
  ), 'UTF8'));
  return concat_ws('; ', play.walk('heal_only'), play.seen(), play.watermark());
end
$$;
select is(play.answered('2025-11-20T08:24:59'), 'no_progress; ; 2025-11-20T17:30:00Z', 'orders changed before the window');
select ok(
  play.has_said('error: ❌ Sync: the list holds orders changed at other times than it was asked for - the watermark stays%'), 'are no answer'
);
select is(play.answered('2099-01-01T00:00:00'), 'no_progress; ; 2025-11-20T17:30:00Z', 'nor are orders changed long after it');
select is(play.answered('2025-11-20T08:25:00'), 'done; 5; 2025-11-20T17:30:00Z', 'an hour is no matter: clocks are put back');

-- A change of the future, in a window that is open for a clock here that is slow.
update play.clock set now = clock_timestamp();
delete from play.remote;
select play.remote_order('1', shipkeeper.pacific_wall(clock_timestamp() - interval '10 minutes'));
select play.remote_order('2', shipkeeper.pacific_wall(clock_timestamp() + interval '50 minutes'));
select play.forget(), play.walk('heal_only', clock_timestamp() - interval '1 hour');
select is(play.seen(), '1-2', 'a change in ShipStation''s future');
select ok(
  play.watermark()::timestamptz <= clock_timestamp(), 'does not take the watermark there: changes of today would be passed over'
);
select ok(
  play.watermark()::timestamptz > clock_timestamp() - interval '1 minute', 'but to its now'
);
create temporary table run as select play.start('{"kind": "run", "only": ["sync"]}') as cycle;
select shipkeeper.start_walk(cycle) from run;
select shipkeeper.work_orders(cycle, 'sync', array[shipkeeper.to_decide(
  shipkeeper.lay_out_order(play.order_json('8', 'shipped') || '{"modifyDate": "2999-01-01T00:00:00"}', '78')
)]) from run;
select is(
  (select modify_date from shipkeeper.seen_order where order_number = '8'), null,
  'a date of another age is none: else all that comes later would be stale'
);

select * from finish();
rollback;
