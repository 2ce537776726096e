-- A kind of work that comes with a release and goes with the next: functions found by their names, and nothing else to tell.
begin;
\ir ../prelude.psql
select plan(30);
set local role shop_owner;
\ir ../../fixtures/visits/declare_visits.sql
\ir ../../fixtures/visits/plan_visits.sql
\ir ../../fixtures/visits/handle_visits.sql
\ir ../../fixtures/visits/report_visits.sql
create table shipkeeper.visit (cycle_id bigint references shipkeeper.cycle (cycle_id));
reset role;
create function play.figures_of(p_kind text) returns text language sql as $$
  select concat_ws(
    ' | ', (select c.figures -> p_kind from shipkeeper_report.cycles as c order by c.cycle_id desc limit 1),
    (select string_agg(d.figure || ' ' || d.value, ', ' order by d.figure) from shipkeeper_report.daily_figures as d where d.kind = p_kind),
    (select string_agg(f.figure || ' ' || f.total, ', ' order by f.figure) from shipkeeper_report.figures as f where f.kind = p_kind)
  )
$$;

-- It comes.
select is(play.run(), 'done', 'what no deployment has written down');
select is(play.figures_of('visits'), '', 'is not done');
select shipkeeper.note_kinds();
select matches(
  (select string_agg(k.work_kind, ' ' order by k.turn) from shipkeeper.known_kind as k where k.cycle_kind = 'run'),
  '^sync (.* )?visits (.* )?ghosts ', 'written down it has its turn'
);
select play.answer('123', 200, '12345'), play.make_ghost('1'), play.answer_order('1', 'shipped', play.item('A'));
select is(play.run(), 'done', 'a run');
select is(play.sent(), array['/orders/7123', '/orders/71'], 'does its work before the others');
select ok('info: Visited: answer, 5 bytes' = any(play.said()), 'it is handed its answer');
select is((select count(*) from shipkeeper.request where answer is not null), 0::bigint, 'which is erased');
select is(
  play.figures_of('visits'),
  '{"made": 1, "tried": 1, "errors": 0, "is_over": true, "longest": 5} | errors 0, is_over 1, longest 5, made 1, tried 1 '
  '| errors 0, is_over 1, made 1, tried 1',
  'its figures are those of the cycle, of the day and of all days'
);
select play.figures_are('{"made": 1, "is_over": true, "backfilled": 1, "errors": 0}', 'and among the metrics');
select is((select got_on_at is not null from shipkeeper.progress where work_kind = 'visits'), true, 'so is how far it got');
select ok(
  shipkeeper_report.status_page() like '%>Visits<%1 is over, 5 longest, 1 made, 1 tried%', 'its row stands on the page'
);
select play.answer('123', 200, '123'), play.run('{"kind": "run", "only": ["visits"]}');
select is(
  play.figures_of('visits'),
  '{"made": 1, "tried": 1, "errors": 0, "is_over": true, "longest": 3} | errors 0, is_over 2, longest 5, made 2, tried 2 '
  '| errors 0, is_over 2, made 2, tried 2',
  'it may be asked for alone; days add up, or keep the most'
);
select alike(
  shipkeeper.options_problem('{"kind": "run", "only": ["lemons"]}'), 'lemons is no kind of work of a run; there is: % visits, %',
  'among those that there are'
);

select play.answer_failure('123', 'timeout'), play.make_ghost('3'), play.answer_failure('3', 'timeout'), play.run();
select is(
  (select errors from shipkeeper_report.cycles order by cycle_id desc limit 1), 2, 'errors are those of all kinds'
);
delete from public.orders_inbox where order_number = '3';
insert into shipkeeper.visit select cycle_id from shipkeeper.cycle;
update shipkeeper.progress
set got_on_at = '2025-11-01', got_on_in = null, well_at = '2025-11-01', well_in = null, failing_since = '2025-11-01', failing_from = 1, problem = 'nobody is at home'
where work_kind = 'visits';
create function play.alert_of_visits() returns bigint language sql as $$
  select count(*) from shipkeeper_report.alerts where alert = 'no_progress' and subject like 'The work visits has not got on for %'
$$;
select is(play.alert_of_visits(), 1::bigint, 'where it does not get on it is an alert');
select is((select problem from shipkeeper_report.progress where kind = 'visits'), 'nobody is at home', 'which says why');

-- It goes while its answer waits, and before that is worked on.
create temporary table run as select play.start() as cycle;
select isnt(play.next_request(cycle), null, 'a request is under way') from run;
select play.hand_over(r.request_id, 200, 'buyer@example.invalid') from shipkeeper.request as r where r.state = 'in_flight';
drop function shipkeeper.declare_visits(), shipkeeper.plan_visits(bigint, boolean), shipkeeper.handle_visits(shipkeeper.request),
shipkeeper.report_visits(bigint);
select shipkeeper.note_kinds();
select is((play.next(cycle)).kind, 'done', 'a release without it comes: its answer is left') from run;
select is((select count(*) from shipkeeper.request where answer is not null), 0::bigint, 'and erased');
select is(play.end_cycle(cycle) ->> 'made', null, 'the cycle ends without it') from run;
select is((select outcome from play.result), 'done', 'as done');
-- The same where its request is still under way.
with asked as (
  insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, is_divisible)
  select play.start(), 'visits', 'GET', '/orders/7123', 10, 'in_flight', clock_timestamp(), false
  returning cycle_id
)
select count(*) from asked;
update shipkeeper.lease set expires_at = '-infinity';
select play.make_ghost('2'), play.answer_order('2', 'shipped', play.item('A'));
select is(play.run(), 'done', 'and the runner vanishes: the next cycle goes on');
select is(play.header('2'), 'shipped 1', 'with its own work');
select unalike(
  shipkeeper.options_problem('{"kind": "run", "only": ["visits"]}'), 'visits is no kind of work of a run; there is: % visits%',
  'it cannot be asked for'
);
select is(play.alert_of_visits(), 0::bigint, 'nor is it missed');
select is((select count(*) from shipkeeper_report.progress where kind = 'visits'), 0::bigint, 'or shown');
select is(
  (select string_agg(figure || ' ' || value, ', ' order by figure) from shipkeeper_report.daily_figures where kind = 'visits'),
  'errors 1, is_over 2, longest 5, made 2, tried 3', 'what it came to stays'
);
select is(
  (select unit || ' ' || total from shipkeeper_report.figures where kind = 'visits' and figure = 'made'), 'visits 2', 'and what it means'
);
update shipkeeper.cycle set started_at = '2020-01-01', ended_at = '2020-01-01';
select is(play.run('{"kind": "run", "only": ["upkeep"]}'), 'done', 'its cycles are deleted like others');
select is((select count(*) from shipkeeper.visit), 0::bigint, 'with what it kept of them');

select * from finish();
rollback;
