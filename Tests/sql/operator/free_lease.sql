-- A lease that lies in the future since a clock was set back is freed by a call; one that a runner may hold is not.
begin;
\ir ../prelude.psql
select plan(13);
create function play.begin_run() returns text language sql as $$
  select concat_ws(' | ', b.outcome, b.level, b.message) from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "run"}') as b
$$;

select throws_ok($$ select shipkeeper_operator.free_lease('x') $$, 'P0001', 'No cycle holds the lease.', 'none holds it');
create temporary table run as select play.start() as cycle;
select throws_like(
  $$ select shipkeeper_operator.free_lease('x') $$, 'The lease of cycle % ends by itself at %, unless its runner is at work: %', 'one that is at work'
);
update shipkeeper.lease set expires_at = clock_timestamp() + interval '10 minutes';
select throws_like($$ select shipkeeper_operator.free_lease('x') $$, 'The lease of cycle % ends by itself at %', 'or waits for a list');
select is(play.begin_run(), 'busy | info | Another cycle is running (host:1) - nothing to do', 'the next run waits for it');

-- The server's clock was three days ahead when it began.
update shipkeeper.cycle set started_at = started_at + interval '3 days';
update shipkeeper.lease set expires_at = expires_at + interval '3 days';
select alike(
  play.begin_run(), 'busy | warning | Another cycle is running (host:1), whose lease ends only at %: a clock was set back? select '
  'shipkeeper_operator.free_lease(''clock was set back'')', 'the next run says what to do'
);
select throws_like($$ select shipkeeper_operator.free_lease(' ') $$, 'A reason is needed: %', 'a reason is needed');
select lives_ok($$ select shipkeeper_operator.free_lease('clock was set back') $$, 'which is a call');
select is((select l.cycle_id from shipkeeper.lease as l), null, 'it frees the lease');
select is((select c.outcome from shipkeeper.cycle as c where c.cycle_id = cycle), 'abandoned', 'and closes the cycle') from run;
select results_eq(
  $$ select o.reason, o.details ->> 'cycle' from shipkeeper.operator_action as o where o.action = 'free_lease' $$,
  $$ select 'clock was set back'::text, cycle::text from run $$, 'its trace'
);
select is((play.next(cycle)).kind, 'done', 'a runner that is at work all the same has nothing more to do') from run;
select alike(play.begin_run(), 'started%', 'the next run begins');
select is(play.as_role('shop_operator', $$ select shipkeeper_operator.free_lease('x') $$) like 'P0001 The lease of cycle % ends by itself%', true, 'an operator may call it');

select * from finish();
rollback;
