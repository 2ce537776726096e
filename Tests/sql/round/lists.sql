-- The lists: by date of creation, 500 a request, only with requests that nothing else needs, from cycle to cycle; and what ends a round.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(42);
create function play.round_state() returns text language sql as $$
  select concat_ws(' ', coalesce(r.ended, 'going on'), cardinality(r.statuses_left), r.orders_listed, r.problem)
  from shipkeeper.round as r order by r.round_id desc limit 1
$$;
-- Orders that are open on both sides, each made a second after the other.
create function play.many(p_count integer, p_apart interval default '1 second') returns void language sql as $$
  insert into play.remote (id, content)
  select 7000000 + n, play.order_json((5000000 + n)::text, 'awaiting_shipment', play.item('A', 1)) || jsonb_build_object(
    'orderId', 7000000 + n, 'createDate', to_char(timestamp '2025-11-20 10:00' + n * p_apart, 'YYYY-MM-DD"T"HH24:MI:SS.US0'),
    'modifyDate', '2025-11-20T10:00:00.0000000', 'orderDate', '2025-11-20T00:00:00.0000000'
  )
  from generate_series(1, p_count) as n;
  with added as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
    select 5000000 + n, '2025-11-03', 'awaiting_shipment', 7000000 + n from generate_series(1, p_count) as n
    returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from added
$$;
create function play.only_round() returns text language sql as $$ select play.round('["round"]') $$;
create function play.clean() returns void language sql as $$
  delete from public.orders_inbox;
  delete from play.remote;
  select play.forget(), shipkeeper.forget_round();
  delete from play.answer
$$;
-- Lists are asked for as they should be: what would come else is an error.
select is((select round_every from shipkeeper.settings), interval '1 microsecond', 'a round in every cycle');

-- Pages.
select play.many(601);
select play.only_round();
select is(play.lists(), 6::bigint, '601 orders: two pages of one list, and four lists of none');
select is(play.asked_by_id(), '', 'all were met');
select is(play.round_state(), 'done 0 603', 'the pages overlap by two seconds');
select matches((play.sent())[1], '^/orders\?orderStatus=awaiting_shipment&sortBy=CreateDate&sortDir=ASC&pageSize=500&page=1$', 'the first page');
select matches((play.sent())[2], '&createDateStart=2025-11-20T10:08:19&', 'the next one begins a second before its last order');
select is((select figures -> 'round' ->> 'open_orders_listed' from shipkeeper.cycle order by cycle_id desc limit 1), '603', 'the figure');
select is((select count(*) from shipkeeper.seen_order where units = units_here), 601::bigint, 'all are compared');
-- More of one instant than a page holds.
select play.clean(), play.many(601, '0'), play.only_round();
select is(play.lists(), 7::bigint, 'all of one instant: by the number of the page');
select matches((play.sent())[3], '&createDateStart=2025-11-20T09:59:59&.*&page=2$', 'from there on');
select is(play.round_state() || play.asked_by_id(), 'done 0 1101', 'all were met');

-- A few requests a cycle.
select play.clean(), play.many(601);
update shipkeeper.settings set round_requests = 1;
select play.only_round();
select is(play.round_state(), 'going on 5 500', 'one request: one page');
-- What is new since, and what is closed meanwhile.
delete from play.remote where id = 7000550;
select play.header_of('20'), play.only_round();
update public.orders_inbox set status = 'shipped' where order_number = '5000550';
select is(play.round_state(), 'going on 4 602', 'the next cycle goes on where this one stopped');
select play.only_round() from generate_series(1, 5);
select is(play.round_state(), 'done 0 602', 'to the end');
select is((select count(*) from shipkeeper.request where work_kind = 'round' and purpose = 'order'), 0::bigint, 'nobody was asked for by his id:');
select is(play.differences(), '', 'one came after the first request, the other is closed here by now');
update shipkeeper.settings set round_requests = default, round_every = '1 hour';
select play.only_round();
select is(play.sent(), '{}', 'no new round before its time');
update shipkeeper.round set started_at = started_at - interval '1 hour';
select play.only_round();
select is(play.lists() || ' ' || play.asked_by_id(), '6 20', 'then there is: who is open here alone is asked for');
update shipkeeper.settings set round_every = '1 microsecond';

-- Many that differ, and are due for another look, leave requests for finding others.
select play.clean(), play.many(1);
insert into shipkeeper.difference
select (7100 + n)::text, play.header_of((100 + n)::text), (100 + n)::text, 'gone', 'awaiting_shipment', null, now(), now(), 2, now() - interval '1 hour'
from generate_series(1, 12) as n;
select play.only_round();
select is(
  play.lists() || ' ' || array_length(string_to_array(play.asked_by_id(), ' '), 1), '5 5', 'half of the requests: five looks, and the five lists'
);
update shipkeeper.settings set round_requests = 1;
select play.only_round();
select is(play.lists() || ' ' || play.asked_by_id(), '0 101', 'with one request the round comes first, which asks for whom it has not met');
update shipkeeper.settings set round_requests = default;

-- Only what nothing else needs.
select play.clean(), play.many(1);
update shipkeeper.quota set request_limit = 40, remaining = 8, resets_at = clock_timestamp() + interval '30 seconds';
select is(play.only_round(), '', 'the reserve alone is left');
select is(play.sent(), '{}', 'nothing is sent');
select is((select count(*) from play.step where kind = 'wait' and seconds > 0), 0::bigint, 'and no quota is waited for');
update shipkeeper.quota set remaining = null, resets_at = null;
select play.make_ghost('5'), play.answer_order('5', 'on_hold', play.item('A', 2)), play.round('["ghosts", "round"]');
select is((play.sent())[1], '/orders/75', 'ghosts come first');
select is((select turn > all (select k.turn from shipkeeper.work_kind as k where k.work_kind in ('sync', 'ghosts', 'lots')) from shipkeeper.work_kind where work_kind = 'round'), true, 'so do sync and lots');

-- What ends a round: nothing follows from it.
select play.clean(), play.many(1), play.header_of('20');
create function play.list_answers(p_body text, p_status integer default 200) returns text language sql as $$
  insert into play.answer values ('/orders?orderStatus=on_hold&sortBy=CreateDate&sortDir=ASC&pageSize=500&page=1', p_status, '', convert_to(p_body, 'UTF8'));
  select play.only_round();
  delete from play.answer;
  select play.round_state() || ' ' || play.asked_by_id() || play.differences()
$$;
select alike(play.list_answers(body), 'failed % ' || problem || ' ', problem)
from (
  values
  ('{"orders": [], "total": 1}', 'a list ends early: its total is 1'), ('[]', 'answer is no list of orders'), ('<html>', 'answer is HTML, not JSON'),
  ('{"orders": [{"orderId": 7, "orderNumber": "7", "orderStatus": "shipped", "items": []}], "total": 1}', 'a list holds orders of another status than it was asked for')
) as v (body, problem);
select ok(play.has_said('error: ❌ Round: %'), 'which is said');
select is((select problem from shipkeeper.progress where work_kind = 'round'), 'a list holds orders of another status than it was asked for', 'and kept: it becomes an alert');
-- A page that fails is asked for again by the next cycle, three times.
select is(play.list_answers('', 500), 'going on 4 1 ', 'a page that fails');
select is(play.list_answers('', 500), 'going on 4 1 ', 'twice');
select is(play.list_answers('', 500), 'failed 4 1 API answered 500 ', 'three times');
select play.list_answers('', 500), play.only_round();
select is(play.round_state() || ' ' || play.asked_by_id(), 'done 0 1 20', 'once is nothing: it goes on');
-- A 429 and a runner that vanishes say nothing.
select play.clean(), play.many(1), play.list_answers('', 429);
select is(play.round_state(), 'going on 4 1', 'a 429');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
select play.only_round();
select is(play.round_state(), 'done 0 1', 'it goes on');
-- A single answer that cannot be used.
select play.clean(), play.header_of('20'), play.answer('20', 500), play.order_of('21'), play.header_of('21');
select is(play.only_round() || play.differences(), '', 'of an order that no list shows');
select is(play.round_state(), 'going on 0 1', 'the round waits for it');
select play.only_round();
select is(play.sent(), '{}', 'but not at once');
update shipkeeper.round_order set asked_at = asked_at - interval '11 minutes';
delete from play.answer;
select play.only_round();
select is(play.differences(), '20 gone 1', 'later an answer comes');

-- What is unusable on a list costs itself only.
select play.clean(), play.many(2);
update play.remote set content = content || '{"items": 5}' where id = 7000001;
select is(play.only_round() || play.asked_by_id() || play.differences(), '', 'an order that cannot be read is there all the same');

select * from finish();
rollback;
