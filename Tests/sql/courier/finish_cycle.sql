-- The end of a cycle: what is left to do and to say, the outcome, the metrics.
begin;
\ir ../prelude.psql
select plan(29);

select is_empty('select * from shipkeeper_runner.finish_cycle(-1)', 'a cycle that does not exist: no row');
select is_empty('select * from shipkeeper_runner.finish_cycle(null)', 'nor for null');

-- An idle cycle.
create temporary table run (cycle bigint, request bigint);
insert into run values (play.start());
select play.drive(cycle) from run;
create temporary table finished as select f.* from run, shipkeeper_runner.finish_cycle(run.cycle) as f;
select results_eq(
  $$
  select kind, level, message, outcome, metrics @> '{"ghost_orders_found": 0, "backfilled": 0, "cancelled": 0, "work_in_progress": 0, "skipped": 0, "held": 0,
      "errors": 0, "rate_limited": false, "requests": 0, "orders_seen": 0, "orders_imported": 0, "orders_updated": 0,
      "orders_linked": 0, "orders_refused": 0, "lots_updated": 0, "lots_would_update": 0, "lots_awaiting_approval": 0,
      "lots_mismatched": 0, "ghosts_open": 0, "ghosts_most": 0, "ghosts_held": 0}'
  from finished
  $$,
  $$ values ('done', null::text, null::text, 'done', true) $$, 'an idle cycle: one row'
);
select set_eq(
  'select jsonb_object_keys(metrics) from finished',
  $$
  select f.figure from shipkeeper_report.figures as f
  where f.figure not in ('cycles', 'cycles_stopped')
    and (f.kind = 'cycle' or f.kind in (select work_kind from shipkeeper.known_kind where cycle_kind = 'run'))
  $$, 'every figure'
);
select is(
  (select (metrics ->> 'duration_seconds')::numeric between 0 and 60 from finished), true,
  'with its duration in seconds'
);
select is((select cycle_id from shipkeeper.lease), null, 'the lease is free');
select results_eq(
  $$
  select figures #> '{cycle, duration_seconds}', (select array_agg(k order by k) from jsonb_object_keys(figures) as k), outcome,
    ended_at is not null
  from shipkeeper.cycle
  $$,
  $$
  select metrics -> 'duration_seconds', array(select 'cycle' union select work_kind from shipkeeper.known_kind where cycle_kind = 'run' order by 1),
    outcome, true
  from finished
  $$,
  'they are stored by kind of work'
);
select results_eq(
  'select f.* from run, shipkeeper_runner.finish_cycle(run.cycle) as f', 'select * from finished',
  'finished twice: the same'
);

-- The runner stops with an answer handed over and not worked on.
select play.make_ghosts('1', '2', '3');
delete from run;
insert into run values (play.start());
update run set request = play.next_request(cycle);
select play.hand_over(request, 200, convert_to(play.order_json('1', 'shipped', play.item('A'))::text, 'UTF8')) from run;
select play.end_cycle(cycle) from run;
select is(play.header('1'), 'shipped 1', 'a stored answer is worked on at the end');
select play.figures_are('{"backfilled": 1, "requests": 1, "ghost_orders_found": 3}', 'it is counted');
select is(
  (play.said())[2:], array[
    'info: ✅ Backfilled order 1: 1 items (SKU A), status: shipped',
    'info: 👻 Ghost order backfill: 1 fixed, 0 WIP, 0 errors'
  ], 'and what it says comes out, before the summary'
);
select is((select count(*) from shipkeeper.ghost_queue), 0::bigint, 'the queue is emptied');
select is((select count(*) from shipkeeper.request where answer is not null), 0::bigint, 'no body is kept');
select is((select said_to from shipkeeper.lease), (select max(message_id) from shipkeeper.message), 'everything was said');

-- The runner stops with a request under way.
delete from run;
insert into run values (play.start());
update run set request = play.next_request(cycle);
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'done', 'stopped with a request under way');
select is(play.outcome_of('2'), null, 'that is no outcome of the order');
select is(
  (select verdict || ' ' || state from shipkeeper.request where request_id = request), 'lost worked',
  'the request is lost'
) from run;
select results_eq(
  format('select stop, level from shipkeeper_runner.accept_response(%s, 404, null, null, null)', request),
  $$ values (true, 'warning') $$, 'its answer comes too late'
) from run;
select is(play.header('2'), 'awaiting_shipment 0', 'and decides nothing');

-- It stops before its first step.
delete from run;
insert into run values (play.start());
select play.end_cycle(cycle) from run;
select play.figures_are('{"ghost_orders_found": 0, "requests": 0}', 'finished before the first step');
select is(play.said(), '{}', 'nothing is said');

-- Each cycle says its own.
select is(
  (select count(distinct cycle_id) from shipkeeper.message), 1::bigint, 'messages belong to their cycle'
);

-- The last sentences count as said only when the runner has called again.
delete from public.orders_inbox;
delete from run;
insert into run values (play.start());
select shipkeeper.say(cycle, 'info', 'Word ' || n) from run cross join generate_series(1, 150) as n;
select is(
  (select array_agg(f.kind) from run cross join shipkeeper_runner.finish_cycle(run.cycle) as f),
  array_fill('say'::text, array[100]) || 'done'::text, 'a hundred at most'
);
select is(
  (select array_agg(f.message) from run cross join shipkeeper_runner.finish_cycle(run.cycle) as f),
  (select array_agg('Word ' || n order by n) from generate_series(101, 150) as n) || null::text, 'then the rest'
);
insert into run values (play.start());
select is((play.next(max(cycle))).kind, 'done', 'a runner that vanished before its last call') from run;
select is(play.said(), (select array_agg('info: Word ' || n order by n) from generate_series(101, 150) as n), 'leaves them to the next');
select is(
  (select array_agg(f.kind) from shipkeeper_runner.finish_cycle((select min(cycle) from run)) as f), '{done}',
  'while another cycle runs, that one says what is left'
);
select play.end_cycle(max(cycle)) from run;
select is(
  (select array_agg(f.kind) from shipkeeper_runner.finish_cycle((select max(cycle) from run)) as f), '{done}', 'once they are said'
);
insert into run values (play.start());
select is((play.next(max(cycle))).kind || play.said()::text, 'done{}', 'nobody says them again') from run;

select * from finish();
rollback;
