-- A run is done only if each kind of work got on or had nothing to do; what does not get on is an alert.
begin;
\ir ../prelude.psql
select plan(52);
select play.sync('full', '2025-11-20 17:30Z');
insert into play.clock values ('2025-11-20 18:00:40Z');
select play.remote_order('1', '2025-11-20 09:50');

-- What the last run came to: its outcome, its errors, and what the alerts say of progress.
create function play.came_to(p_outcome text) returns text language sql as $$
  select concat_ws(
    '; ', p_outcome, (select metrics ->> 'errors' from play.result), (
      select regexp_replace(a.subject, ' for .*: ', ' for ...: ') from shipkeeper_report.alerts as a where a.alert = 'no_progress'
    )
  )
$$;
-- Lets days pass as they do for what the cycles keep of their times.
create function play.days_pass(p_days integer) returns void language sql as $$
  update shipkeeper.cycle
  set started_at = started_at - make_interval(days => p_days), ended_at = ended_at - make_interval(days => p_days)
$$;
create function play.every_list(p_status integer, p_body text, p_error text default null) returns void language plpgsql as $$
begin
  delete from play.fault;
  perform play.go_wrong('GET', '/orders?%', p_status, p_error, p_body) from generate_series(1, 100);
end
$$;

select is(play.came_to(play.run()), 'done; 0', 'a well shop gets on');
select is((select count(*) from shipkeeper_report.alerts where alert <> 'clock_differs'), 0::bigint, 'and needs nobody');
select results_eq(
  $$ select work_kind, got_on_at is not null, problem from shipkeeper.progress where work_kind in ('ghosts', 'lots', 'sync') order by 1 $$,
  $$ values ('ghosts', false, null), ('lots', false, null), ('sync', true, null::text) $$, 'each kind of work: got on, or had nothing to do'
);

select results_eq(
  $$
  select sync_watermark < clock_timestamp() - interval '300 days', page_understood_at > clock_timestamp() - interval '1 minute', ghost_answered_at, lots_looked_at from shipkeeper_report.state
  $$, $$ values (true, true, null::timestamptz, null::timestamptz) $$, 'the times stand in the state'
);

-- Whatever it is that makes no list usable, for days. This ShipStation's clock stands: for ours it falls behind.
create table play.unusable (body text, status integer, error text, problem text);
insert into play.unusable values
('<!DOCTYPE html><p>Sign in</p>', 200, null, 'answer is HTML, not JSON'),
('', 200, null, 'answer is empty'),
('{"orders": {}}', 200, null, 'answer is no list of orders'),
('[]', 200, null, 'answer is no list of orders'),
('{"orders": [], "total": 3}', 200, null, 'the list is empty, but its total is 3'),
('', 404, null, 'API answered 404');
create function play.stuck(p_body text, p_status integer, p_error text) returns text[] language plpgsql as $$
declare
  v_said text[];
begin
  update shipkeeper.settings set sync_mode = 'full';
  perform play.every_list(200, null);
  delete from play.fault;
  perform play.run();
  perform play.every_list(p_status, p_body, p_error);
  v_said := array[play.came_to(play.run())];
  perform play.days_pass(1);
  v_said := v_said || play.came_to(play.run());
  return v_said;
end
$$;
select
  is(
    play.stuck(body, status, error), array[
      'no_progress; 1', format('no_progress; 1; The work sync has not got on for ...: %s.', problem)
    ], 'for a day: ' || problem
  )
from play.unusable;
select alike(play.summary(), 'critical: 🚨 CRITICAL: these need a person: 1 no_progress, 1 clock_differs - see %', 'the last line of the run says it');
select is(
  play.said(), '{}'::text[], 'what the sync said when it began is not said again'
);
select is(
  (select since from shipkeeper_report.alerts where alert = 'no_progress'),
  (select max(ended_at) from shipkeeper.cycle where outcome = 'done'), 'since it last got on'
);
select is((select count(*) from shipkeeper_report.alerts where alert = 'no_cycle'), 0::bigint, 'the runs come to their end');
delete from play.fault;
select is(play.came_to(play.run()), 'done; 0', 'a list that can be used');
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'ends it');

-- From the first run on: since that.
delete from shipkeeper.progress;
select play.every_list(200, '<html>'), play.run(), play.days_pass(1), play.run();
select is(
  (select since from shipkeeper_report.alerts where alert = 'no_progress'),
  (select started_at from shipkeeper.cycle where cycle_id = (select failing_from from shipkeeper.progress where work_kind = 'sync')),
  'where it never got on, since the first try'
);
update shipkeeper.settings set alert_after = '2 days';
select is((select count(*) from shipkeeper_report.alerts where alert = 'no_progress'), 0::bigint, 'alert_after says after how long');
update shipkeeper.settings set alert_after = '15 minutes';

-- The server is down: no run comes to its end.
select play.every_list(503, '');
select is(play.came_to(play.run()), 'api_unavailable; 0; The work sync has not got on for ...: answer is HTML, not JSON.', 'down');
select play.days_pass(1);
select is((select count(*) from shipkeeper_report.alerts where alert = 'no_cycle'), 1::bigint, 'an alert, too');
delete from play.fault;
select play.run();
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'up again');

-- Our own bookkeeping.
update public.sync_watermark set last_sync_timestamp = 'yesterday';
select is(play.came_to(play.run()), 'no_progress; 1', 'a watermark that is no time');
select play.days_pass(1), play.run();
select alike(
  (select subject from shipkeeper_report.alerts where alert = 'no_progress'),
  'The work sync has not got on for 1 day%: the watermark is no time such as 2025-10-29T14:05:00Z.', 'an alert after a day'
);
update public.sync_watermark set last_sync_timestamp = '2025-11-20T17:30:00Z';
select play.run();
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'mended');
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
create trigger refuse before update on public.sync_watermark for each row execute function play.refuse();
update play.clock set now = '2025-11-20 19:00Z';
select play.remote_order('2', '2025-11-20 10:30');
select is(play.came_to(play.run()), 'no_progress; 1', 'a watermark that a trigger of the shop refuses');
select play.days_pass(1), play.run();
select alike(
  (select subject from shipkeeper_report.alerts where alert = 'no_progress'),
  'The work sync has not got on for 1 day%: the watermark cannot be written: database failure P0001.', 'an alert after a day'
);
drop trigger refuse on public.sync_watermark;
select play.run();
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'written again');

-- A page that cannot be worked on at all.
alter function shipkeeper.handle_page(shipkeeper.request) rename to good_handle_page;
create function shipkeeper.handle_page(p_request shipkeeper.request) returns void language plpgsql as $$
begin
  raise exception 'x' using errcode = 'P0042';
end
$$;
create temporary table run (cycle bigint);
insert into run select play.start();
select play.hand_over(play.next_request(cycle), 200, '{"orders": [], "total": 0}') from run;
select throws_ok(format('select * from shipkeeper_runner.next_step(%s)', cycle), 'P0042', 'x', 'the runner cannot go on') from run;
select play.end_cycle(cycle) from run;
select is(
  play.came_to((select outcome from play.result)), 'no_progress; 1', 'a page that cannot be worked on'
);
select play.days_pass(1);
select alike(
  (select subject from shipkeeper_report.alerts where alert = 'no_progress'),
  'The work sync has not got on for 1 day%: the last answer could not be worked on: database failure P0042.', 'an alert after a day'
);
drop function shipkeeper.handle_page(shipkeeper.request);
alter function shipkeeper.good_handle_page(shipkeeper.request) rename to handle_page;
select play.run();
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'worked on again');

-- It got on, though not to its end: no alert.
select play.remote_order((1000 + n)::text, timestamp '2025-11-20 10:50' + n * interval '1 second') from generate_series(1, 620) as n;
update play.clock set now = '2025-11-20 20:00Z';
select play.go_wrong('GET', '/orders?%modifyDateEnd=2025-11-20T12:00:00%', 200, p_body => '<html>');
select is(play.came_to(play.run()), 'incomplete; 1', 'the second of two pages cannot be used');
update play.clock set now = '2025-11-20 20:10Z';
select is(play.came_to(play.run()), 'done; 0', 'the next run goes on');

-- Another work that gets on changes nothing for the sync, nor does a run without it.
select play.every_list(200, '<html>');
select play.make_ghost('50'), play.answer_order('50', 'shipped', play.item('A'));
select is(play.came_to(play.run()), 'no_progress; 1', 'a ghost that is healed beside a sync that is stuck');
select is(play.header('50'), 'shipped 1', 'it is healed');
select ok((select got_on_at from shipkeeper.progress where work_kind = 'ghosts') is not null, 'the ghosts got on');
select ok(
  shipkeeper_report.status_page() ~ '>Reading what .*?second.* ago<.*?days ago<.*?>Completing orders.*?second.* ago<.*1 completed', 'how far each is stands on the page'
);
select is(play.came_to(play.run('{"kind": "run", "only": ["ghosts"]}')), 'done; 0', 'ghosts alone');
select ok((select problem from shipkeeper.progress where work_kind = 'sync') is not null, 'say nothing of the sync');

-- One order that cannot be read is not the work; all of them are.
delete from play.fault;
select play.sync('off'), play.run();
select play.make_ghosts('61', '62'), play.answer_json('61', '<html>'), play.answer_order('62', 'shipped', play.item('A'));
select is(play.came_to(play.run()), 'done; 1', 'one of two ghosts cannot be read');
select play.make_due();
select is(play.came_to(play.run()), 'done; 1', 'the only one cannot');
select play.make_ghost('63'), play.answer_json('63', '<html>'), play.make_due();
select is(play.came_to(play.run()), 'no_progress; 2', 'none of two can');
select play.days_pass(1);
select alike(
  (select subject from shipkeeper_report.alerts where alert = 'no_progress'),
  'The work ghosts has not got on for %: answer is HTML, not JSON.', 'an alert after a day'
);
delete from public.orders_inbox where order_number in ('61', '63');
select is(play.came_to(play.run()), 'done; 0', 'nothing to do');
select is((select count(*) from shipkeeper_report.alerts where alert not in ('sync_behind', 'clock_differs')), 0::bigint, 'needs nobody');

-- What had nothing to do for days and then fails once is no alert; it is one when that lasts.
select play.days_pass(5), play.run(), play.make_ghosts('71', '72'), play.answer_json('71', '<html>'), play.answer_json('72', '<html>');
select is(play.came_to(play.run()), 'no_progress; 2', 'two ghosts cannot be read, the first for days');
update shipkeeper.cycle set ended_at = ended_at - interval '16 minutes', started_at = started_at - interval '16 minutes';
select play.make_due();
select alike(play.came_to(play.run()), 'no_progress; 2; The work ghosts has not got on for ...: answer is HTML%', 'a quarter of an hour later it is an alert');
delete from public.orders_inbox where order_number in ('71', '72');
select play.run();

-- No request is ever left, since others use them up: each run is done, and the sync stands still.
select play.sync('full', '2025-11-20 17:30Z'), play.run();
update shipkeeper.quota set request_limit = 40, remaining = 0, resets_at = clock_timestamp() + interval '1 hour';
select is(play.came_to(play.run()), 'done; 0', 'a run without a request');
select is(play.sent(), '{}', 'sends nothing');
select is((select stop_reason from shipkeeper_report.cycles order by cycle_id desc limit 1), 'quota_used_up', 'and says why');
select play.days_pass(1);
update shipkeeper.quota set resets_at = clock_timestamp() + interval '1 hour';
select is(
  play.came_to(play.run()), 'done; 0; The work sync has not got on for ...: no request or no time was left for it.', 'an alert after a day'
);
update shipkeeper.quota set request_limit = null, remaining = null, resets_at = null;
select is(play.came_to(play.run()), 'done; 0', 'a request is left');

select * from finish();
rollback;
