-- Why a cycle ends before its work is done, each in a word and a sentence of its own: asked to stop, an error of the runner's, paused, and
-- a runner that vanished.
begin;
\ir ../prelude.psql
select plan(30);
create temporary table run (cycle bigint);

-- Starts a cycle, takes it to its first request, and ends it for a reason of the runner's; what it comes to.
create function play.end_early(p_reason text, p_options jsonb default '{"kind": "run"}') returns text language plpgsql as $$
declare
  v_cycle constant bigint := play.start(p_options);
  v_request constant bigint := play.next_request(v_cycle);
begin
  perform play.hand_over(v_request, 404, p_error => 'not_sent_stopping');
  insert into play.step (kind, level, message)
  select f.kind, f.level, f.message from shipkeeper_runner.finish_cycle(v_cycle, p_reason) as f where f.kind = 'say';
  perform play.end_cycle(v_cycle);
  return (select concat_ws(' ', c.outcome, c.stop_reason) from shipkeeper_report.cycles as c where c.cycle_id = v_cycle);
end
$$;
select is(play.run(), 'done', 'a cycle that ended well');
update shipkeeper.cycle set ended_at = ended_at - interval '20 minutes';
select play.make_ghosts('1', '2');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 2) as n;
create function play.alerts() returns text[] language sql as $$
  select array(select a.alert from shipkeeper_report.alerts as a order by 1)
$$;

-- SIGTERM.
select is(play.end_early('stopped'), 'incomplete stopped', 'asked to stop');
select is(
  (play.said())[2], 'warning: ⚠️ The runner was asked to stop - this cycle ends, the next goes on', 'is said'
);
select is((play.figures('{"errors": 0}')) ->> 'errors', '0', 'and is no error');
select is(play.outcome_of('1'), null, 'nor an outcome of an order');
select is(play.alerts(), array['no_cycle'], 'a cycle that is stopped has not ended well: always stopped it is an alert');
select is((select setbacks from shipkeeper.ghost where order_number = '1'), 0, 'the order comes again at once');
select is(play.end_early('stopped', '{"kind": "check"}'), 'incomplete stopped', 'a check that was asked to stop');
select is(play.run(), 'done', 'the next run');
select is(play.header('1'), 'shipped 1', 'goes on');
select is(play.alerts(), '{}', 'and ends well');

-- With an answer in hand: it is worked on in a call of its own, since closing takes longer than locks may be held.
select play.make_ghost('9'), play.answer_order('9', 'shipped', play.item('A'));
create function play.answered() returns bigint language plpgsql as $$
declare
  v_cycle constant bigint := play.start();
begin
  perform play.hand_over(r.request_id, a.status, a.body)
  from play.next_request(v_cycle) as r (request_id), play.answer as a where a.path = '/orders/79';
  return v_cycle;
end
$$;
insert into run values (play.answered());
select ok(exists (select from shipkeeper_runner.finish_cycle(cycle, 'stopped') where kind = 'say'), 'a sentence brings the runner back') from run;
select is(play.header('9'), 'shipped 1', 'what is in hand is done');
select is((select l.cycle_id from shipkeeper.lease as l), cycle, 'and committed before the cycle is closed') from run;
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'incomplete', 'by the next call');
select is((select l.cycle_id from shipkeeper.lease as l), null, 'which frees the lease');
delete from run;

-- An error that the runner met.
update shipkeeper.cycle set ended_at = ended_at - interval '20 minutes';
select play.make_ghost('3'), play.answer_order('3', 'shipped', play.item('A'));
select is(play.end_early('failed'), 'failed failed', 'an error of the runner''s');
select is((play.said())[2], 'error: ❌ The runner met an error and ends this cycle: its last line says which', 'is said');
select is(play.end_early('no such word'), 'failed failed', 'whatever it calls it');
select is(play.alerts(), array['no_cycle'], 'and an alert when it stays');
select play.run();

-- What stopped it before stays the reason.
select play.make_ghost('4'), play.answer('4', 429);
insert into run values (play.start());
select play.drive(cycle) from run;
select shipkeeper_runner.finish_cycle(cycle, 'stopped') from run;
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'rate_limited', 'a 429, and then asked to stop');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;

-- Paused by an operator.
update shipkeeper.cycle set ended_at = ended_at - interval '20 minutes';
select play.make_due();
update run set cycle = play.start();
select shipkeeper_operator.pause('stocktaking'), play.drive(cycle), play.end_cycle(cycle), shipkeeper_operator.resume('done') from run;
select is((select concat_ws(' ', outcome, stop_reason) from shipkeeper.cycle order by cycle_id desc limit 1), 'done paused', 'paused');
select alike((play.said())[1], 'info: Shipkeeper is paused (by %: stocktaking) - this cycle ends', 'is said');
select ok(play.alerts() @> array['no_cycle'], 'nor has that cycle ended well');

-- A runner that vanished: the next cycle says so.
select play.make_due(), play.make_ghost('5'), play.answer('4', 404), play.answer_order('5', 'shipped', play.item('A'));
update run set cycle = play.start();
select play.next_request(cycle) from run;
update shipkeeper.lease set expires_at = clock_timestamp();
select is(play.run(), 'done', 'the cycle after one whose runner vanished');
select is(
  (select concat_ws(' ', outcome, stop_reason) from shipkeeper_report.cycles where cycle_id = (select cycle from run)),
  'abandoned runner_lost', 'closes it'
);
select ok(
  format('warning: ⚠️ The runner of cycle %s vanished (host:1) - what it was at is asked for again', (select cycle from run))
  = any(play.said()), 'and says so'
);
select is_empty($$ select * from shipkeeper.order_outcome where outcome = 'error' $$, 'that is no error of an order');
select is(
  (select metrics -> 'errors' from play.result), '0', 'nor one of the cycle'
);
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
update run set cycle = play.start('{"kind": "check"}');
select play.next_request(cycle) from run;
update shipkeeper.cycle set started_at = started_at - interval '10 minutes' where ended_at is null;
select play.run('{"kind": "check"}');
select is(
  (select concat_ws(' ', outcome, stop_reason) from shipkeeper.cycle where cycle_id = (select cycle from run)), 'abandoned runner_lost',
  'a check whose runner vanished'
);

select * from finish();
rollback;
