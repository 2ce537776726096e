-- A scan waits for the lease, five minutes at most, and says so.
begin;
\ir ../prelude.psql
select plan(31);
create temporary table run (name text primary key, cycle bigint);
create temporary table begun (outcome text, cycle bigint, level text, message text);
create function play.page_path() returns text language sql as $$ select '/orders?sortBy=CreateDate&sortDir=DESC&pageSize=1&page=1'::text $$;
insert into play.answer values (play.page_path(), 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
create function play.begin_scan() returns text language sql as $$
  delete from begun;
  insert into begun select * from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "scan", "orders": 1}');
  select concat_ws(' | ', b.outcome, b.level, b.message) from begun as b
$$;
create function play.minutes_pass(p_minutes integer, p_cycle bigint) returns void language sql as $$
  update shipkeeper.cycle set started_at = started_at - make_interval(mins => p_minutes) where cycle_id = p_cycle
$$;

-- Beside a run.
insert into run values ('run', play.start());
select is(
  play.begin_scan(), 'started | info | Another cycle is running (host:1) - waits for it, for five minutes at most', 'it says that it waits'
);
insert into run select 'scan', cycle from begun;
select is((select cycle_id from shipkeeper.lease), cycle, 'the lease stays the run''s') from run where name = 'run';
select results_eq(
  format('select kind, seconds from shipkeeper_runner.next_step(%s)', cycle), $$ values ('wait', 5::numeric) $$, 'it looks again and again'
) from run where name = 'scan';
select is(play.begin_scan(), 'busy | info | Another scan is at work - nothing to do', 'one scan waits at a time');
select play.minutes_pass(4, cycle) from run where name = 'scan';
select is((play.next(cycle)).kind, 'wait', 'four minutes later it still waits') from run where name = 'scan';
select play.drive(cycle), play.end_cycle(cycle) from run where name = 'run';
select is((select outcome from play.result), 'done', 'the run is not disturbed');
truncate play.step;
select play.drive(cycle) from run where name = 'scan';
select is(play.sent(), array[play.page_path()], 'when that has ended it scans');
select is((select cycle_id from shipkeeper.lease), cycle, 'with the lease') from run where name = 'scan';
select is(
  (select outcome from shipkeeper_runner.begin_cycle('host:1', 2, '{"kind": "run"}')), 'busy', 'so that no run starts meanwhile'
);
select play.end_cycle(cycle) from run where name = 'scan';
select is((select outcome from play.result), 'done', 'and ends well');
select is(play.said(), array['info: 🔎 Scanned 0 orders: 0 repeat a SKU, 0 could not be read'], 'with what it found');
select ok(
  (select (figures #>> '{cycle,duration_seconds}')::numeric < 60 from shipkeeper.cycle where cycle_id = cycle), 'its time counts from then'
) from run where name = 'scan';

-- Behind a run that does not end.
delete from run;
insert into run values ('run', play.start());
select play.begin_scan();
insert into run select 'scan', cycle from begun;
select play.minutes_pass(6, cycle) from run where name = 'scan';
truncate play.step;
select is((play.next(cycle)).kind, 'done', 'after five minutes it gives up') from run where name = 'scan';
select play.next(cycle) from run where name = 'run';
select is(play.said(), '{}', 'and the run does not say it');
select play.end_cycle(cycle) from run where name = 'scan';
select is((select outcome from play.result), 'busy', 'busy');
select is(
  (play.said())[1], 'warning: ⚠️ The other cycle has not ended in five minutes - nothing was scanned, scan again later', 'and says so'
);
select is((select cycle_id from shipkeeper.lease), cycle, 'the run goes on') from run where name = 'run';

-- Asked to stop while it waits; or it vanishes.
delete from run where name = 'scan';
select play.begin_scan();
insert into run select 'scan', cycle from begun;
select is(
  (select f.outcome from run, shipkeeper_runner.finish_cycle(run.cycle, 'stopped') as f where name = 'scan' and f.kind = 'done'),
  'incomplete', 'asked to stop while it waits'
);
select is((select ended_at is not null from shipkeeper.cycle where cycle_id = cycle), true, 'it is closed') from run where name = 'scan';
delete from run where name = 'scan';
select play.begin_scan();
insert into run select 'scan', cycle from begun;
select play.minutes_pass(5, cycle) from run where name = 'scan';
select alike(play.begin_scan(), 'busy |%', 'one that still may wait is not taken for lost');
select play.minutes_pass(2, cycle) from run where name = 'scan';
select alike(play.begin_scan(), 'started |%', 'one that waits no more is');
select is((select outcome from shipkeeper.cycle where cycle_id = cycle), 'abandoned', 'it is closed') from run where name = 'scan';
delete from run where name = 'scan';
insert into run select 'scan', cycle from begun;

-- The runner that has the lease vanishes: the scan takes it over.
update shipkeeper.lease set expires_at = clock_timestamp();
select play.next(cycle) from run where name = 'scan';
select is((select cycle_id from shipkeeper.lease), cycle, 'a lease that has expired is taken') from run where name = 'scan';
select is((select outcome from shipkeeper.cycle where cycle_id = cycle), 'abandoned', 'from a run that is closed')
from run where name = 'run';
select play.end_cycle(cycle) from run where name = 'scan';

-- An operator at work is waited for as well; a run beside a scan that waits is not held up.
select play.begin_scan();
delete from run;
insert into run select 'scan', cycle from begun;
select is((select cycle_id from shipkeeper.lease), cycle, 'with nobody at work it starts at once') from run;
select is((select message from begun), null, 'and says nothing');
select play.end_cycle(cycle) from run;
delete from run;
insert into run values ('run', play.start());
select play.begin_scan();
insert into run select 'scan', cycle from begun;
select play.drive(cycle), play.end_cycle(cycle) from run where name = 'run';
select is(play.run(), 'done', 'a run starts before a scan that waits');
select is((select ended_at from shipkeeper.cycle where cycle_id = cycle), null, 'and takes it not for lost') from run where name = 'scan';
truncate play.step;
select play.drive(cycle), play.end_cycle(cycle) from run where name = 'scan';
select is(play.sent(), array[play.page_path()], 'which has its turn then');
select is((select count(*) from shipkeeper.cycle where ended_at is null), 0::bigint, 'nothing is left open');
select is_empty('select * from shipkeeper.alert', 'none of it raises an alert');

select * from finish();
rollback;
