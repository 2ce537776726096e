-- What a check, a scan, a run that was stopped or one that is still at work may say of the runs.
begin;
\ir ../prelude.psql
select plan(11);
create function play.alerts() returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(a.alert, ' ' order by a.alert), '') from shipkeeper_report.alerts as a
$$;
create function play.limit_is_over() returns void language sql as $$
  update shipkeeper.quota set blocked_until = clock_timestamp() - interval '1 second', resets_at = null, remaining = null;
  update shipkeeper.cycle set started_at = started_at - interval '2 minutes', ended_at = ended_at - interval '2 minutes';
  update shipkeeper.request set sent_at = sent_at - interval '2 minutes';
$$;
select play.remote_order('1', localtimestamp(0)), play.make_ghost('1');
select is(play.run() || play.alerts(), 'done', 'a well shop');

-- A 429 that a check met.
select play.go_wrong('GET', '%', 429);
select is(play.run('{"kind": "check"}'), 'rate_limited', 'a check meets the limit');
select play.limit_is_over();
select is(play.run() || play.alerts(), 'done', 'the run after it raises nothing of it');
-- A run's, after one request.
select play.make_ghost('2'), play.remote_order('2', localtimestamp(0)), play.go_wrong('GET', '/orders/72', 429);
select is(play.run(), 'rate_limited', 'a run meets it');
select is(play.alerts(), 'quota_used_by_others', 'which is an alert');
-- A check's, after many: in its minute most were ours.
insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, is_divisible, state, sent_at, answered_at, verdict)
select (select max(c.cycle_id) from shipkeeper.cycle as c), 'ghosts', 'GET', '/orders/1', 10, false, 'worked', clock_timestamp(), clock_timestamp(), 'answer'
from generate_series(1, 30);
update shipkeeper.quota set blocked_until = clock_timestamp() - interval '1 second', resets_at = null, remaining = null;
select play.go_wrong('GET', '%', 429), play.run('{"kind": "check"}');
select is(play.alerts(), 'quota_used_by_others', 'and a check does not clear it');
select play.limit_is_over();
update shipkeeper.request set sent_at = sent_at - interval '2 hours';
select is(play.run() || play.alerts(), 'done', 'forgotten');

-- Runs that are stopped, each of them.
update shipkeeper.cycle set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour';
create temporary table run as select play.start() as cycle;

select count(*) from run cross join lateral shipkeeper_runner.finish_cycle(run.cycle, 'stopped');
select is((select alert from shipkeeper_report.alerts), 'no_cycle', 'none has come to its end for an hour');
select alike(
  (select string_agg(m.message, ' ') from shipkeeper.message as m where m.message like '%need a person%'), '% 1 no_cycle %', 'the run that was stopped says it, too'
);
select play.run();

-- A run that takes longer than alert_after.
update shipkeeper.cycle set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour';
update run set cycle = play.start();
update shipkeeper.cycle set started_at = started_at - interval '20 minutes' where ended_at is null;
select alike((select remedy from shipkeeper_report.alerts), 'The run that began at ____-__-__ __:__ is still at work: %', 'one that is still at work');
update shipkeeper.lease set expires_at = clock_timestamp() - interval '1 second';
select alike((select remedy from shipkeeper_report.alerts), 'No run has begun since %', 'until its runner is silent');
select * from finish();
rollback;
