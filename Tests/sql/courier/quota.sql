-- The limit known from headers is respected before it is exceeded: a reserve, a wait, and a budget of time.
begin;
\ir ../prelude.psql
select plan(36);

create function play.quota_headers(p_limit integer, p_remaining integer,
  p_reset integer) returns bytea language sql as $$
  select convert_to(format(
    E'HTTP/1.1 200 OK\r\nX-Rate-Limit-Limit: %s\r\nX-Rate-Limit-Remaining: %s\r\nX-Rate-Limit-Reset: %s\r\n\r\n',
    p_limit, p_remaining, p_reset
  ), 'UTF8')
$$;

-- What is noted.
select shipkeeper.note_quota(play.quota_headers(40, 33, 12), false, '2026-01-01');
select results_eq(
  'select request_limit, remaining, resets_at, blocked_until, observed_at from shipkeeper.quota',
  $$ values (40, 33, timestamptz '2026-01-01 00:00:12', null::timestamptz, timestamptz '2026-01-01') $$,
  'the headers are noted'
);
select shipkeeper.note_quota('', false, '2026-01-02');
select is((select observed_at from shipkeeper.quota), '2026-01-01', 'an answer without them changes nothing');
select shipkeeper.note_quota(E'X-Rate-Limit-Remaining: 5\r\nX-Rate-Limit-Reset: 1763700000', false, '2026-01-02');
select is((select remaining from shipkeeper.quota), 33, 'nor does one with an unusable reset');
select shipkeeper.note_quota(E'X-Rate-Limit-Remaining: few\r\nX-Rate-Limit-Reset: 5', false, '2026-01-02');
select is((select remaining from shipkeeper.quota), 33, 'or an unusable remaining');
select shipkeeper.note_quota(E'X-Rate-Limit-Remaining: 5\r\nX-Rate-Limit-Reset: 5', false, '2026-01-02');
select results_eq(
  'select request_limit, remaining from shipkeeper.quota', 'values (40, 5)', 'the limit stays where only it is missing'
);

-- When to wait.
select is(shipkeeper.quota_wait('2026-01-02'), 5::numeric, 'in the reserve: wait for the window''s end');
select is(shipkeeper.quota_wait('2026-01-02 00:00:04.75'), 0.25, 'to the millisecond');
select is(shipkeeper.quota_wait('2026-01-02 00:00:05'), 0::numeric, 'the window has ended: send');
update shipkeeper.quota set remaining = 8;
select is(shipkeeper.quota_wait('2026-01-02'), 5::numeric, 'the reserve''s last is left to others');
update shipkeeper.quota set remaining = 9;
select is(shipkeeper.quota_wait('2026-01-02'), 0::numeric, 'above the reserve: send');
update shipkeeper.settings set quota_reserve = 9;
select is(shipkeeper.quota_wait('2026-01-02'), 5::numeric, 'the reserve is a setting');
update shipkeeper.quota set request_limit = 10, remaining = 6;
select is(shipkeeper.quota_wait('2026-01-02'), 0::numeric, 'half of a small limit may be used');
update shipkeeper.quota set remaining = 5;
select is(shipkeeper.quota_wait('2026-01-02'), 5::numeric, 'and not more');
update shipkeeper.quota set request_limit = null, remaining = 9;
select is(shipkeeper.quota_wait('2026-01-02'), 5::numeric, 'an unknown limit: the reserve alone');
update shipkeeper.quota set request_limit = null, remaining = null, resets_at = null, observed_at = null;
select is(shipkeeper.quota_wait('2026-01-02'), 0::numeric, 'nothing known: send');
update shipkeeper.settings set quota_reserve = default;

-- In a cycle: wait, then go on.
select play.make_ghosts('1', '2', '3');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 3) as n;
update play.answer set headers = play.quota_headers(40, 8, 30) where path = '/orders/71';
update play.answer set headers = play.quota_headers(40, 39, 60) where path <> '/orders/71';
select is(play.run(), 'done', 'a cycle with a wait ends well');
select results_eq(
  $$ select kind, path, round(seconds / 2) from play.step where kind = 'send' or seconds > 0 order by n $$,
  $$
  values ('send', '/orders/71', null::numeric), ('wait', null, 15), ('send', '/orders/72', null),
  ('send', '/orders/73', null)
  $$,
  'it waits for the window''s end and goes on'
);
select matches(
  (select s.level || ': ' || s.message from play.step as s where s.n = (select w.n - 1 from play.step as w where w.kind = 'wait' and w.seconds > 0)),
  '^info: Waiting (29|30) seconds for ShipStation''s next quota of requests$', 'and says so'
);
select play.figures_are('{"backfilled": 3, "rate_limited": false}', 'all are healed');

-- The lease covers the wait.
select play.make_ghosts('4', '5');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(4, 5) as n;
create temporary table run (cycle bigint, request bigint);
insert into run values (play.start());
update shipkeeper.quota set remaining = 0, resets_at = clock_timestamp() + interval '100 seconds';
select is((play.next(cycle)).kind, 'wait', 'a wait before the first request as well') from run;
select ok(
  (select expires_at > clock_timestamp() + interval '125 seconds' from shipkeeper.lease), 'the lease lasts for the wait'
);
select is((play.next(cycle)).kind, 'wait', 'asked too early: the rest of the wait') from run;
update shipkeeper.quota set resets_at = clock_timestamp();
select is((play.next(cycle)).path, '/orders/74', 'then it sends') from run;

-- A wait longer than the cycle has time for: left to the next.
select play.hand_over(
  request_id, 200, convert_to(play.order_json('4', 'shipped', play.item('A'))::text, 'UTF8'), null,
  play.quota_headers(40, 0, 3000)
)
from shipkeeper.request where state = 'in_flight';
select play.drive(cycle) from run;
select is(
  (play.said())[array_upper(play.said(), 1)],
  'info: This cycle''s share of requests or time is used up - the next goes on', 'a wait beyond the budget'
);
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'done', 'is no failure');
select play.figures_are('{"backfilled": 1, "ghost_orders_found": 2}', 'the rest is left');
select is(
  (select stop_reason from shipkeeper_report.cycles order by cycle_id desc limit 1), 'quota_used_up',
  'and the reason kept'
);
update shipkeeper.quota set resets_at = clock_timestamp();
update play.answer set headers = '';
select play.run();
select play.figures_are('{"backfilled": 1, "ghost_orders_found": 1}', 'the next cycle goes on');

-- The budget of time.
select play.make_ghosts('6', '7');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(6, 7) as n;
delete from run;
insert into run values (play.start());
update run set request = play.next_request(cycle);
update shipkeeper.cycle set started_at = clock_timestamp() - interval '5 minutes' where ended_at is null;
select play.hand_over(request, 200, convert_to(play.order_json('6', 'shipped', play.item('A'))::text, 'UTF8')) from run;
select play.drive(cycle) from run;
select is(play.header('6'), 'shipped 1', 'what was asked for is worked on, out of time or not');
select is(play.sent(), array['/orders/76'], 'nothing more is sent');
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'done', 'out of time: done');
update shipkeeper.settings set cycle_budget = '0';
select is(play.run(), 'done', 'a budget of nothing');
select is(play.sent(), '{}', 'sends nothing');
select is(
  play.said(), array['info: This cycle''s share of requests or time is used up - the next goes on'], 'and says so once'
);
delete from public.orders_inbox;
select is(play.run(), 'done', 'with nothing to do');
select is(play.said(), '{}', 'a spent budget is not worth a word');

select * from finish();
rollback;
