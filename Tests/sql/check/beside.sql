-- A check sends its one request beside a run, under the same quota; it raises and clears nothing that a run has raised.
begin;
\ir ../prelude.psql
select plan(27);
create temporary table run (name text primary key, cycle bigint, request bigint);
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
select play.make_ghosts('1', '2', '3');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 3) as n;

-- Beside a run that has a request under way.
insert into run values ('run', play.start());
update run set request = play.next_request(cycle);
truncate play.step;
create temporary table lease as select * from shipkeeper.lease;
select is(play.run('{"kind": "check"}'), 'done', 'a check beside a run');
select is(play.sent(), array['/orders?pageSize=1&page=1'], 'sends its request');
select is(
  (play.said())[5:], array['info: ✅ ShipStation: the API answers and accepts the credentials'], 'says its own sentences alone'
);
select results_eq('select * from shipkeeper.lease', 'select * from lease', 'the lease stays the run''s');
select is((select ended_at from shipkeeper.cycle where cycle_id = cycle), null, 'which runs on') from run;
select is((select count(*) from shipkeeper_report.state), 1::bigint, 'the state is one row');
truncate play.step;
select play.hand_over(request, 200, convert_to(play.order_json('1', 'shipped', play.item('A'))::text, 'UTF8')) from run;
select play.drive(cycle), play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'done', 'the run ends well');
select is(play.header('1'), 'shipped 1', 'with its work done');
select ok(not 'info: ✅ ShipStation: the API answers and accepts the credentials' = any(play.said()), 'and says nothing of the check''s');

-- Both under way: a 429 on either side stops both.
select play.make_ghosts('4', '5', '6');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(4, 6) as n;
delete from run;
insert into run
values ('run', play.start()), ('check', (select b.cycle from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "check"}') as b));
update run set request = play.next_request(cycle);
select is((select count(*) from run where request is not null), 2::bigint, 'both have a request under way');
select is((select running_since is not null from shipkeeper_report.state), true, 'the state says that one runs');
select is(play.hand_over(request, 429), true, 'a 429 for the check') from run where name = 'check';
select play.hand_over(request, 200, convert_to(play.order_json('4', 'shipped', play.item('A'))::text, 'UTF8')) from run where name = 'run';
truncate play.step;
select play.drive(cycle) from run where name = 'run';
select is(play.sent(), '{}', 'the run sends nothing more');
select play.end_cycle(cycle) from run where name = 'run';
select is((select outcome from play.result), 'rate_limited', 'and says why');
select play.end_cycle(cycle) from run where name = 'check';
select is((select outcome from play.result), 'rate_limited', 'so does the check');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
delete from run;
insert into run
values ('run', play.start()), ('check', (select b.cycle from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "check"}') as b));
update run set request = play.next_request(cycle) where name = 'run';
select is(play.hand_over(request, 429), true, 'a 429 for the run') from run where name = 'run';
select is((play.next(cycle)).kind, 'done', 'the check sends nothing') from run where name = 'check';
select play.end_cycle(cycle) from run;
select is(
  array(select c.outcome from shipkeeper.cycle as c where c.cycle_id in (select cycle from run)), array['rate_limited', 'rate_limited'],
  'both were limited'
);
select is(
  (select outcome from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "check"}')), 'blocked', 'and none starts while that lasts'
);
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;

-- Two checks at once; what a check that vanished leaves is closed when it has taken longer than one may.
delete from run;
insert into run
select n, (select b.cycle from shipkeeper_runner.begin_cycle(n, 2, '{"kind": "check"}') as b) from unnest(array['a', 'b']) as n;
select is((select count(distinct cycle) from run), 2::bigint, 'two checks at once');
select play.run();
select is((select count(*) from shipkeeper.cycle where ended_at is null), 2::bigint, 'a run takes neither for lost');
update shipkeeper.cycle set started_at = started_at - interval '7 minutes' where ended_at is null;
select is(play.run('{"kind": "check"}'), 'done', 'another');
select is((select count(*) from shipkeeper.cycle where ended_at is null), 0::bigint, 'closes those that take too long');
select is(play.said() @> array['info: ✅ ShipStation: the API answers and accepts the credentials'], true, 'and says its own');

-- What a run has raised stays, and a check adds nothing: refused credentials are the check's own news.
update shipkeeper.settings set api_key_expires_on = current_date;
select play.run();
update shipkeeper.settings set api_key_expires_on = 'infinity';
create temporary table raised as select * from shipkeeper.alert;
select play.run('{"kind": "check"}');
update play.answer set status = 401;
select is(play.run('{"kind": "check"}'), 'credentials_refused', 'a check with a wrong key');
select set_eq('select * from shipkeeper.alert', 'select * from raised', 'neither clears nor raises an alert');
select is((select count(*) from raised where ended_at is null), 1::bigint, 'there is one');

select * from finish();
rollback;
