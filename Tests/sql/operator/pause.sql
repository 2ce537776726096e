-- A pause keeps cycles from starting, and ends the one that runs: it sends nothing more.
begin;
\ir ../prelude.psql
select plan(27);
create temporary table run (cycle bigint, request bigint);
create function play.begin(p_kind text) returns text language sql as $$
  select concat_ws(' | ', b.outcome, b.level, b.message) from shipkeeper_runner.begin_cycle('host:1', 2, jsonb_build_object('kind', p_kind)) as b
$$;

-- Between cycles.
select lives_ok($$ select shipkeeper_operator.pause(E'stock\ntaking') $$, 'it is paused');
select is(
  play.begin('run'), format('paused | info | Shipkeeper is paused (by %s: stock?taking) - nothing to do', session_user), 'no cycle starts'
);
select is((select count(*) from shipkeeper.cycle), 0::bigint, 'none');
select alike(play.begin('check'), 'started%', 'a check does');
select play.end_cycle(max(cycle_id)) from shipkeeper.cycle;
select throws_ok(
  $$ select shipkeeper_operator.pause('again') $$, 'P0001',
  format('Shipkeeper is paused already, by %s: stock?taking.', session_user), 'it is paused once'
);
select results_eq(
  'select paused_by, paused_because, paused_at is not null from shipkeeper_report.state',
  $$ values (session_user::text collate "default", E'stock\ntaking', true) $$, 'analysts see who paused it and why'
);
select lives_ok($$ select shipkeeper_operator.resume('stock is taken') $$, 'it is resumed');
select alike(play.begin('run'), 'started%', 'cycles start again');
select play.end_cycle(max(cycle_id)) from shipkeeper.cycle;
select throws_ok(
  $$ select shipkeeper_operator.resume('again') $$, 'P0001', 'Shipkeeper is not paused.', 'there is nothing to resume'
);
select results_eq(
  'select action, reason from shipkeeper.operator_action order by operator_action_id',
  $$ values ('pause', E'stock\ntaking'), ('resume', 'stock is taken') $$, 'both are kept'
);

-- The shop's own switch is not an operator's to turn.
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', false);
select throws_ok(
  $$ select shipkeeper_operator.resume('why') $$, 'P0001',
  'It is the shop''s own switch that pauses Shipkeeper: set enabled in workflow_controls.', 'paused by the shop'
);
delete from public.workflow_controls;

-- Within a cycle: the answer that came is not worked on, the next request is not sent.
select play.make_ghosts('1', '2', '3');
select play.answer_order(n, 'shipped', play.item('A')) from unnest(array['1', '2', '3']) as n;
insert into run select play.start();
update run set request = play.next_request(cycle);
select play.hand_over(r.request, 200, a.body) from run as r join play.answer as a on a.path = '/orders/71';
select shipkeeper_operator.pause('why');
select play.drive(cycle) from run;
select is(play.lines('1'), '{}', 'what had been answered is not written');
select is(play.sent(), array['/orders/71'], 'and nothing more is sent');
select ok(
  format('info: Shipkeeper is paused (by %s: why) - this cycle ends', session_user) = any(play.said()), 'it says so'
);
select ok(play.end_cycle(cycle) is not null, 'it ends') from run;
select results_eq(
  'select outcome, stop_reason from shipkeeper.cycle order by cycle_id desc limit 1', $$ values ('done', 'paused') $$, 'as done'
);
select is((select cycle_id from shipkeeper.lease), null, 'and leaves the lease');

-- What is under way when the pause comes is not handed out again; its answer is taken, and given up.
select shipkeeper_operator.resume('why');
insert into run select play.start();
delete from run where request is not null;
update run set request = play.next_request(cycle);
select shipkeeper_operator.pause('why');
select is(play.next_request(cycle), null, 'a request under way is not handed out again') from run;
select is(play.hand_over(r.request, 200, a.body), false, 'its answer is taken') from run as r join play.answer as a on a.path = '/orders/72';
select play.end_cycle(cycle) from run;
select is(play.lines('2'), '{}', 'and not written');
select is(play.header('3'), 'awaiting_shipment 0', 'what had not begun waits');
select shipkeeper_operator.resume('why');
select is(play.run(), 'done', 'until it is resumed');
select is(play.header('3'), 'shipped 1', 'then it is healed');

-- A check goes on.
select shipkeeper_operator.pause('why');
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
insert into run select play.start('{"kind": "check"}');
select isnt(play.next_request(max(cycle)), null, 'a check sends its request all the same') from run;
select play.end_cycle(max(cycle)) from run;
select is((select stop_reason from shipkeeper.cycle order by cycle_id desc limit 1), null, 'nothing stops it');
select play.start('{"kind": "check"}') as cycle \gset
select play.hand_over(play.next_request(:cycle), 200, convert_to('{"orders": [], "total": 0}', 'UTF8')), play.end_cycle(:cycle);
select is((select verdict from shipkeeper.request order by request_id desc limit 1), 'answer', 'what it was answered counts');
select is(
  play.as_role('shipkeeper_analyst', $$ select shipkeeper_operator.resume('x') $$),
  '42501 permission denied for schema shipkeeper_operator', 'an analyst does not resume it'
);

select * from finish();
rollback;
