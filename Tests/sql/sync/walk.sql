-- The walk: by the time of change, closed at ShipStation's own clock, its watermark behind what was worked on.
begin;
\ir ../prelude.psql
select plan(30);
insert into play.clock values ('2025-11-20 20:00Z');

-- The first run starts 14 days back, by the database's clock for want of another.
select play.remote_order('1', '2025-11-20 10:00');
select play.sync('heal_only');
select play.run();
select ok(
  abs(extract(
    epoch from play.parameter((play.sent())[1], 'modifyDateStart')::timestamp
    - shipkeeper.pacific_wall(clock_timestamp() - interval '14 days')
  )) < 60, 'the first walk starts 14 days back'
);
select is(
  regexp_replace((play.sent())[1], 'T[0-9:]+|[0-9]{4}-[0-9]{2}-[0-9]{2}', '', 'g'),
  '/orders?modifyDateStart=&modifyDateEnd=&sortBy=ModifyDate&sortDir=ASC&pageSize=500&page=1', 'what it asks for'
);

-- From the watermark less the overlap.
select play.sync('heal_only', '2025-11-20 17:00Z');
select is(play.run(), 'done', 'a walk');
select is(play.parameter((play.sent())[1], 'modifyDateStart'), '2025-11-20T08:55:00', 'starts at the watermark less 5 minutes');
select is(array_length(play.sent(), 1), 1, 'one request');
select is(play.watermark(), '2025-11-20T18:00:00Z', 'the watermark: the newest change handled');
select play.figures_are('{"orders_seen": 1, "orders_refused": 0}', 'metrics');
select is(
  array(select s from unnest(play.said()) as s where s !~ '^info: ✅ Sync: it comes to its end again, which it did not'), '{}',
  'nothing is said where nothing changed here, but that it gets on again'
);
select is((select count(*) from shipkeeper.page_order), 0::bigint, 'no body is left');
select play.run();
select is(play.watermark(), '2025-11-20T18:00:00Z', 'it stays where nothing is new');

-- An empty window.
delete from play.remote where id = 71;
select play.remote_order('2', '2025-01-01 10:00');
select play.sync('heal_only', '2025-11-20 18:00Z');
select play.run();
select is(play.watermark(), '2025-11-20T19:55:00Z', 'an empty window: ShipStation''s clock less the overlap');
update play.clock set now = '2025-11-20 19:00Z';
select play.run();
select is(play.watermark(), '2025-11-20T19:55:00Z', 'the watermark never goes back');
select play.sync('heal_only', '2025-11-21 19:00Z');
select play.run();
select is(
  (play.said())[1],
  'error: ❌ Sync: the watermark lies after ShipStation''s own clock - the watermark stays, the next cycle asks again',
  'a watermark in the future is no empty list'
);
select is(play.watermark(), '2025-11-21T19:00:00Z', 'and stays');

-- A text that is no time.
update public.sync_watermark set last_sync_timestamp = '20 November' where workflow_name = 'shipkeeper';
select play.make_ghost('9');
select play.answer_order('9', 'shipped', play.item('A'));
select is(play.run(), 'no_progress', 'a watermark that is no time');
select is(play.sent(), array['/orders/79'], 'is not guessed: only the ghosts are asked for');
select is(
  (play.said())[2],
  'error: ❌ Sync: last_sync_timestamp of shipkeeper in sync_watermark is no time such as 2025-10-29T14:05:00Z - mend it or '
  'delete the row', 'and it is said'
);
update public.sync_watermark set last_sync_timestamp = '2025-13-40T10:00:00Z' where workflow_name = 'shipkeeper';
select is((select w.problem from shipkeeper.read_watermark() as w), 'is no time such as 2025-10-29T14:05:00Z', 'nor a day that is none');

-- More than a page.
select play.sync('heal_only', '2025-11-20 17:00Z');
update play.clock set now = '2025-11-20 20:00Z';
select count(play.remote_order((1000 + n)::text, timestamp '2025-11-20 09:10' + n * interval '1 second'))
from generate_series(1, 620) as n;
select play.run();
select is(
  array(select play.parameter(p, 'modifyDateStart') || ' ' || play.parameter(p, 'page') from unnest(play.sent()) as p),
  array['2025-11-20T08:55:00 1', '2025-11-20T09:18:19 1'], 'the next page starts a second before the last change seen'
);
select is(play.parameter((play.sent())[2], 'modifyDateEnd'), '2025-11-20T12:00:00', 'and is closed at ShipStation''s own clock');
select is((select count(*) from shipkeeper.seen_order where order_number::integer > 1000), 620::bigint, 'all are seen');
select is(play.watermark(), '2025-11-20T17:20:20Z', 'up to the last');

-- A whole page within a second: by the number of the page.
delete from play.remote;
select count(play.remote_order((3000 + n)::text, timestamp '2025-11-20 11:00:00.5')) from generate_series(1, 1001) as n;
select play.sync('heal_only', '2025-11-20 18:30Z');
select play.run();
select is(
  array(select play.parameter(p, 'modifyDateStart') || ' ' || play.parameter(p, 'page') from unnest(play.sent()) as p),
  array[
    '2025-11-20T10:25:00 1', '2025-11-20T10:59:59 1', '2025-11-20T10:59:59 2', '2025-11-20T10:59:59 3'
  ], 'a thousand changes in one second: page 2 and 3'
);
select is((select count(*) from shipkeeper.seen_order where order_number::integer > 3000), 1001::bigint, 'all are seen');

-- An order that leaves the list between two of its pages: it is read anew.
select play.sync('heal_only', '2025-11-20 18:59:59Z');
update shipkeeper.settings set sync_overlap = '0';
delete from shipkeeper.seen_order;
create temporary table run as select play.start() as cycle, null::bigint as request;
create function play.hand_over_page(p_cycle bigint) returns void language plpgsql as $$
declare
  v_request constant bigint := play.next_request(p_cycle);
  v_answer record;
begin
  v_answer := play.remote_answer((select path from shipkeeper.request where request_id = v_request));
  perform play.hand_over(v_request, v_answer.status, v_answer.body, null, play.date_header());
end
$$;
select play.hand_over_page(cycle), play.hand_over_page(cycle), play.hand_over_page(cycle) from run;
update play.remote set content = content || '{"modifyDate": "2025-11-20T12:30:00"}' where id = 73010;
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select is(
  array(select play.parameter(p, 'page') from unnest(play.sent()) as p), array['1', '1', '2', '3', '1', '2'],
  'pages that have shifted are read anew'
);
select is((select count(*) from shipkeeper.seen_order where order_number::integer > 3000), 1001::bigint, 'none is missed');
update run set cycle = play.start();
select play.hand_over_page(cycle), play.hand_over_page(cycle) from run;
update shipkeeper.sync_walk set restarts = 5, total = 1, passed = 500 where cycle_id = (select cycle from run);
select play.drive(cycle) from run;
select is(
  (play.said())[1],
  'error: ❌ Sync: orders change faster than the list can be read - the watermark stays, the next cycle asks again', 'but not for ever'
);
update shipkeeper.settings set sync_overlap = default;
update shipkeeper.lease set expires_at = '-infinity';

-- Off.
select play.sync('off');
select play.run();
select is(play.sent(), '{}', 'off: nothing is asked for');
select is(play.run('{"kind": "run", "only": ["ghosts"]}'), 'done', 'only ghosts');
select is((select count(*) from shipkeeper.sync_walk where cycle_id = (select cycle from play.result)), 0::bigint, 'no walk then');

select * from finish();
rollback;
