-- How many orders a cycle changes, and how fast.
begin;
\ir prelude.psql
select plan(28);

create function play.updated() returns bigint language sql as $$
  select count(*) from shipkeeper.lot_review where outcome = 'verified'
$$;

-- Ten orders a cycle.
select play.order_on_hold(n::text) from generate_series(100, 124) as n;
select play.release(variadic array(select n::text from generate_series(100, 124) as n order by n));
select is((select count(*) from shipkeeper.lot_review where state = 'open'), 25::bigint, 'twenty-five orders are released at once');
select is(play.run_lots(), 'done', 'a cycle');
select is(play.posts() || ' ' || play.updated(), '10 10', 'changes ten of them');
select is((select array_agg(order_number order by order_number) from shipkeeper.lot_review where outcome = 'verified'),
  array(select n::text from generate_series(100, 109) as n), 'those released first');
select is(
  (select count(*) from shipkeeper.request where path = '/orders/7110'), 0::bigint, 'of the others nothing is asked'
);
select play.figures_are('{"lots_updated": 10, "requests": 50}', 'ten are counted');
select play.run_lots();
select is(play.updated(), 20::bigint, 'ten more in the next cycle');
update shipkeeper.settings set lot_orders_per_cycle = 3;
select play.run_lots();
select is(play.updated(), 23::bigint, 'the number is a setting');
select play.run_lots();
select is(play.updated(), 25::bigint, 'the rest in the last one');
select play.run_lots();
select is(play.sent(), '{}', 'after which there is nothing to do');

-- What changes nothing is not counted.
select play.order_on_hold(n::text, array[play.item('17612 - 250300')]) from generate_series(200, 207) as n;
select play.order_on_hold(n::text) from generate_series(208, 212) as n;
select play.release(variadic array(select n::text from generate_series(200, 212) as n order by n));
select play.run_lots();
select is(
  (select string_agg(outcome || ' ' || n, ', ' order by outcome) from (
    select r.outcome, count(*) as n from shipkeeper.lot_review as r where r.order_number like '2__' group by 1
  ) as c), 'current 8, verified 3', 'those that are current do not use up the three'
);
select play.run_lots();
-- A dry run is as slow: what it says is what would be done.
update shipkeeper.settings set lot_mode = 'dry_run';
select play.order_on_hold(n::text) from generate_series(220, 224) as n;
select play.release(variadic array(select n::text from generate_series(220, 224) as n order by n));
select play.run_lots();
select play.figures_are('{"lots_would_update": 3, "lots_updated": 0}', 'a dry run counts as well');
select play.run_lots();
update shipkeeper.settings set lot_mode = 'automatic', lot_orders_per_cycle = default;

-- What waits for the limit is said in one sentence; where lots are turned off, how many are closed.
select play.order_on_hold(n::text) from generate_series(250, 261) as n;
select play.release(variadic array(select n::text from generate_series(250, 261) as n order by n));
update shipkeeper.settings set lot_orders_per_cycle = 5;
select play.run_lots();
select matches(
  (play.said())[6], '^info: Lots of 7 released orders wait for the next cycles: 5 are changed in one at most, so that it takes about 2 more '
  '\([0-9.]+ hours as they come now\)$', 'what waits, and for how long'
);
update shipkeeper.settings set lot_orders_per_cycle = 2;
select play.run_lots();
select is(array(select t from unnest(play.said()) as t where t like '%wait for the next cycles%'), '{}', 'once, as long as it lasts');
select count(play.go_wrong('GET', '/orders/%', p_error => 'timeout')) from generate_series(1, 5);
select is(play.run_lots(), 'api_unavailable', 'a cycle that cannot read them');
select is(array(select t from unnest(play.said()) as t where t like '%wait% for the next cycles%'), '{}', 'is no end of it');
delete from play.fault;
select play.reviews_are_due();
update shipkeeper.settings set lot_mode = 'off', lot_orders_per_cycle = default;
select play.run_lots();
select alike((play.said())[1], 'info: No released order waits for the next cycles any more: some did (since %)', 'the end of it');
select is((play.said())[2:], array['info: Lots are off: 5 reviews were closed'], 'turned off: how many close');
update shipkeeper.settings set lot_mode = 'automatic';
-- However many they are, a call of the runner's is short.
select play.order_on_hold(n::text) from generate_series(400, 499) as n;
select play.release(variadic array(select n::text from generate_series(400, 499) as n order by n));
update shipkeeper.settings set lot_mode = 'off';
create temporary table off as select play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}') as cycle;
select is((play.next(cycle)).kind, 'wait', 'a hundred close: the first call comes back') from off;
select is((select count(*) from shipkeeper.lot_review where state = 'open'), 60::bigint, 'after forty of them');
select play.drive(cycle), play.end_cycle(cycle) from off;
select is((select count(*) from shipkeeper.lot_review where state = 'open'), 0::bigint, 'the others follow');
update shipkeeper.settings set lot_mode = 'automatic';

-- In a cycle that does other work, too, reading takes a third of what it has time for: of 32 a minute for three minutes.
update shipkeeper.settings set cycle_budget = '3 minutes', lot_orders_per_cycle = 1000;
select play.order_on_hold(n::text, array[play.item('17612 - 250300')]) from generate_series(300, 339) as n;
select play.release(variadic array(select n::text from generate_series(300, 339) as n order by n));
select play.run('{"kind": "run", "writes_allowed": true}');
select is(cardinality(play.sent()), 32, 'a third of what it has time for');
select matches(
  (play.said())::text, 'Lots of 8 released orders wait for the next cycles: 10 are changed in one at most, so that it takes about 1 more',
  'so that ten can be changed in one, whatever the setting says'
);
select play.run('{"kind": "run", "writes_allowed": true}');
select is(cardinality(play.sent()), 8, 'the others in the next');
update shipkeeper.settings set cycle_budget = default, lot_orders_per_cycle = default;

-- Two a second. What this machine takes meanwhile does not count: a change is dated half a minute ahead, until the test lets time pass.
create function play.date_ahead() returns trigger language plpgsql as $$
begin
  new.posted_at := new.posted_at + case when new.posted_at < old.posted_at then -1 else 1 end * interval '30 seconds';
  return new;
end
$$;
create trigger date_ahead before update of posted_at on shipkeeper.lot_state
for each row when (new.posted_at is distinct from old.posted_at) execute function play.date_ahead();
select play.order_on_hold(n::text) from generate_series(230, 232) as n;
select play.release(variadic array(select n::text from generate_series(230, 232) as n order by n));
update shipkeeper.lot_state set posted_at = null;
select play.run_lots();
select is(
  (
    select array_agg(case when s.kind = 'wait' then 'wait ' || s.seconds when s.method = 'POST' then 'POST' end order by s.n)
      filter (where s.seconds > 0 or s.method = 'POST')
    from play.step as s
  ), array['POST', 'wait 0.5', 'POST', 'wait 0.5', 'POST'], 'half a second between two changes'
);
-- Of time that passes, not of calls: the runner that comes too early is told to wait again.
select play.released_order('240');
select play.released_order('241');
update shipkeeper.lot_state set posted_at = null;
create temporary table run as select play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}') as cycle;
create function play.until_wait(p_cycle bigint) returns void language plpgsql as $$
declare
  v_step record;
begin
  loop
    v_step := play.next(p_cycle);
    exit when v_step.kind = 'done' or v_step.seconds > 0;
    if v_step.kind = 'send' then
      perform play.hand_over(v_step.request, a.status, a.body)
      from play.answer_to(v_step.method, v_step.path, v_step.body, null) as a;
    end if;
  end loop;
end
$$;
select play.until_wait(cycle) from run;
select is((play.next(cycle)).seconds, 0.5, 'asked again at once: wait') from run;
select is(play.posts(), 1::bigint, 'one was sent');
update shipkeeper.lot_state set posted_at = posted_at - interval '500 milliseconds';
select play.until_wait(cycle) from run;
select is(play.posts(), 2::bigint, 'half a second later the other');
select play.end_cycle(cycle) from run;

select * from finish();
rollback;
