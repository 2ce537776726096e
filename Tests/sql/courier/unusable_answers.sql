-- The same unusable answer several times running is the API's fault, not each order's.
begin;
\ir ../prelude.psql
select plan(23);
create function play.bodies(p_from integer, p_to integer, p_body text, p_status integer default 200) returns void language sql as $$
  select play.answer(n::text, p_status, convert_to(p_body, 'UTF8')) from generate_series(p_from, p_to) as n
$$;
create function play.ghosts_again(p_count integer) returns void language plpgsql as $$
begin
  delete from public.orders_inbox;
  delete from shipkeeper.ghost;
  delete from play.answer;
  perform play.make_ghosts(variadic array(select n::text from generate_series(1, p_count) as n));
end
$$;
create function play.waits() returns text language sql as $$
  select string_agg(setbacks || case when next_attempt_at > clock_timestamp() then ' later' else ' due' end, ', ' order by order_inbox_id)
  from shipkeeper.ghost
$$;

select play.ghosts_again(8), play.bodies(1, 8, '{"message": "Please try later"}');
select is(play.run(), 'api_unavailable', 'five like answers end the cycle');
select is(array_length(play.sent(), 1), 5, 'after the fifth');
select is(
  (select m from unnest(play.said()) as m where m like '%at fault%'),
  'error: ❌ The same unusable answer 5 times in a row (orderId is no usable number) - the API is at fault, not the orders; will retry next cycle',
  'it says so'
);
select play.make_due(), play.run();
select is(array(select m from unnest(play.said()) as m where m like '%at fault%'), '{}', 'once, as long as it lasts');
select is(play.waits(), '0 due, 0 due, 0 due, 0 due, 0 due, 0 due, 0 due, 0 due', 'no order waits for it');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 8) as n;
select is(play.run(), 'done', 'when the API is well again');
select is((select count(*) from public.orders_inbox where status = 'shipped'), 8::bigint, 'all are healed by the next cycle');

-- Whatever the answer is, as long as it tells nothing of the order.
create function play.answered(p_body text, p_status integer default 200) returns text language plpgsql as $$
begin
  perform play.ghosts_again(6), play.bodies(1, 6, p_body, p_status);
  return play.run();
end
$$;
select is(play.answered(a.body, a.status), 'api_unavailable', a.name)
from (
  values
  ('<html>Down for maintenance</html>', 200, 'a web page'), ('', 200, 'nothing'), ('{"orderId": 71, "ord', 200, 'cut off'),
  ('null', 200, 'no order'), ('moved', 302, 'a redirect'), ('{}', 418, 'any other status'),
  ('{"orderId": 999, "orderStatus": "shipped", "items": []}', 200, 'the same order for each')
) as a (body, status, name);
-- What lies in the orders is theirs.
select play.ghosts_again(6);
select play.answer_json(n::text, play.order_json(n::text, 'shipped', play.item('A', 0.5))::text) from generate_series(1, 6) as n;
select is(play.run(), 'done', 'orders that can be read and not used are not the API''s fault');
select is(play.waits(), '1 later, 1 later, 1 later, 1 later, 1 later, 1 later', 'each waits');
select is(play.answered(E'{"orderId": 1, "note": "\\u0000"}'), 'no_progress', 'nor a NUL in each');

-- In a row, and alike.
select play.ghosts_again(9), play.bodies(1, 9, '<html>'), play.answer('5', 404), play.run();
select is((select outcome from play.result), 'done', 'a 404 in between: four and four');
select is(
  (select string_agg(setbacks::text, '' order by order_inbox_id) from shipkeeper.ghost), '11111111', 'these wait, each of its own'
);
select play.ghosts_again(9), play.bodies(1, 9, '<html>'), play.bodies(5, 5, ''), play.run();
select is((select outcome from play.result), 'no_progress', 'another answer in between: no five in a row');
update shipkeeper.settings set api_failures_in_row = 2;
select is(play.answered('<html>') || array_length(play.sent(), 1), 'api_unavailable2', 'the number is a setting');

-- Orders that the sync asks for again.
update shipkeeper.settings set api_failures_in_row = 3;
delete from public.orders_inbox;
insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at)
select n::text, 'items are missing or no list', clock_timestamp(), clock_timestamp() from generate_series(801, 806) as n;
insert into play.answer select '/orders/' || n, 200, '', '<html>', null from generate_series(801, 806) as n;
insert into play.clock values (clock_timestamp());
select play.sync('full', clock_timestamp());
insert into play.remote values (1, play.order_json('1', 'shipped') || '{"modifyDate": "2020-01-01T00:00:00"}');
select play.run('{"kind": "run", "only": ["sync"]}');
select is(
  (select c.stop_reason from shipkeeper.cycle as c order by c.cycle_id desc limit 1) || (select count(*) from shipkeeper.refused_order where next_attempt_at > clock_timestamp()),
  'api_unavailable0', 'of orders that the sync asks for, too'
);

select * from finish();
rollback;
