-- Views of cycles, requests and outcomes.
begin;
\ir ../prelude.psql
select plan(10);
select play.keep_sku_rule();

select play.make_ghosts('1', '2', '3', '4', '5');
select play.answer_order('1', 'shipped', play.item('A'));
select play.answer('2', 404, '12345');
select play.answer_failure('3', 'timeout');
select play.answer_order('4', 'on_hold');
select play.answer_order('5', 'shipped', play.item('A'), play.item('A'));
create temporary table run (cycle bigint, request bigint);
insert into run values (play.start());
select results_eq(
  'select kind, worker, ended_at, outcome, stop_reason, duration_seconds, requests, rate_limited, backfilled from '
  'shipkeeper_report.cycles',
  $$
  values ('run', 'host:1', null::timestamptz, null::text, null::text, null::numeric, null::integer, null::boolean,
    null::integer)
  $$,
  'a cycle that runs'
);
update run set request = play.next_request(cycle);
select results_eq(
  'select cycle_id, work_kind, method, path, sent_at is not null, milliseconds, http_status, error, verdict, answer_bytes '
  'from shipkeeper_report.requests',
  $$
  select cycle, 'ghosts', 'GET', '/orders/71', true, null::numeric, null::integer, null::text, null::text,
  null::bigint from run
  $$,
  'a request under way'
);
update shipkeeper.request set sent_at = clock_timestamp() - interval '250 milliseconds';
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select results_eq(
  'select kind, outcome, stop_reason, requests, rate_limited, ghost_orders_found, backfilled, cancelled,
   work_in_progress, skipped, held, errors, duration_seconds between 0 and 60, ended_at >= started_at from shipkeeper_report.cycles',
  $$ values ('run', 'done', null::text, 6, false, 5, 1, 1, 1, 0, 1, 1, true, true) $$,
  'a cycle that ended, with its figures'
);
select results_eq(
  'select path, http_status, error, verdict, answer_bytes > 0 from shipkeeper_report.requests order by request_id',
  $$
  values ('/orders/71', 200, null::text, 'answer', true), ('/orders/72', 404, null, 'not_found', true),
    ('/orders', 200, null, 'answer', true),
    ('/orders/73', null, 'timeout', 'api_failure', null), ('/orders/74', 200, null, 'answer', true),
    ('/orders/75', 200, null, 'answer', true)
  $$, 'its requests'
);
select results_eq(
  'select distinct c.day, o.day, d.day from shipkeeper_report.cycles as c, shipkeeper_report.order_outcomes as o, shipkeeper_report.daily_figures as d',
  'select today, today, today from shipkeeper_report.state', 'on one day in the shop''s zone'
);
select is(
  (select milliseconds between 250 and 10000 from shipkeeper_report.requests where path = '/orders/71'), true,
  'how long one took'
);
select results_eq(
  'select work_kind, order_number, shipstation_order_id, outcome, reason, recorded_at is not null
   from shipkeeper_report.order_outcomes where cycle_id = (select cycle from run) order by order_number',
  $$
  values ('ghosts', '1', '71', 'backfilled', null::text, true), ('ghosts', '2', '72', 'cancelled', 'not_found', true),
    ('ghosts', '3', '73', 'error', 'API timeout', true), ('ghosts', '4', '74', 'work_in_progress', null, true),
    ('ghosts', '5', '75', 'held', 'duplicate_sku', true)
  $$, 'what became of each order'
);

-- A check has other figures; its query is not shown.
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', '{"orders": []}', null);
select play.run('{"kind": "check"}');
select results_eq(
  'select kind, outcome, requests, backfilled from shipkeeper_report.cycles order by cycle_id desc limit 1',
  $$ values ('check', 'done', 1, null::integer) $$, 'a check'
);
select is(
  (select path from shipkeeper_report.requests order by request_id desc limit 1), '/orders', 'a path without its query'
);

-- A vanished runner.
select play.start();
update shipkeeper.lease set expires_at = clock_timestamp();
select play.run();
select results_eq(
  'select outcome from shipkeeper_report.cycles order by cycle_id', array['done', 'done', 'abandoned', 'done'],
  'an abandoned cycle'
);

select * from finish();
rollback;
