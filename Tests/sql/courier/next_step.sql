-- What the runner does next.
begin;
\ir ../prelude.psql
select plan(32);

select results_eq(
  'select * from shipkeeper_runner.next_step(-1)',
  $$
  values ('done', null::text, null::text, null::numeric, null::bigint, null::text, null::text, null::bytea,
    null::numeric, null::numeric)
  $$,
  'a cycle that does not exist is done'
);
select is((select kind from shipkeeper_runner.next_step(null)), 'done', 'so is null');

create temporary table run (cycle bigint, request bigint);
insert into run values (play.start());
select is((play.next(cycle)).kind, 'done', 'nothing to do: done') from run;
select is((play.next(cycle)).kind, 'done', 'asked again: done again') from run;
select play.end_cycle(cycle) from run;
select is((play.next(cycle)).kind, 'done', 'a cycle that has ended is done') from run;

select play.make_ghosts('1', '2');
delete from run;
insert into run values (play.start());
select results_eq(
  $$
  select kind, level, message, seconds, request is not null, method, path, body, timeout_seconds, send_within_seconds
  from shipkeeper_runner.next_step((select cycle from run))
  $$,
  $$
  values
  ('say', 'info', '👻 Found 2 ghost orders with 0 items', null::numeric, false, null::text, null::text, null::bytea, null::numeric,
    null::numeric),
  ('send', null, null, null, true, 'GET', '/orders/71', null, 10, 5)
  $$,
  'what is to say comes with the step, before it; a request is whole'
);
update run set request = (select request_id from shipkeeper.request);
select results_eq(
  $$
  select cycle_id, work_kind, method, path, shipstation_order_id, state, sent_at is not null, answered_at, verdict
  from shipkeeper.request where request_id = (select request from run)
  $$,
  $$
  select cycle, 'ghosts', 'GET', '/orders/71', '71', 'in_flight', true, null::timestamptz, null::text from run
  $$, 'it is recorded before it is sent'
);
select is(
  (select order_inbox_id from shipkeeper.request),
  (select id::bigint from public.orders_inbox where order_number = '1'),
  'with the order it is about'
);
select is(
  (play.next(cycle)).request, request, 'asked again while it is under way: the same request is handed out again'
) from run;
select is((select attempts from shipkeeper.ghost where order_number = '1'), 1, 'which is no second attempt');
select is((select count(*) from shipkeeper.request), 1::bigint, 'nor a second request');
select throws_ok(
  format($$ select shipkeeper.put_request(%s, 'ghosts', 'GET', '/orders/72', 10) $$, cycle), '23505', null,
  'a cycle cannot have two requests under way'
) from run;

-- Messages come before anything else.
select shipkeeper.say(cycle, 'warning', 'One'), shipkeeper.say(cycle, 'error', 'Two') from run;
select is((play.next(cycle)).request, request, 'with the request under way') from run;
select is(play.said(), array['warning: One', 'error: Two'], 'come sentences, in their order');
delete from play.step;
select play.next(cycle) from run;
select is(play.said(), '{}', 'each once');

-- What does not fit into one call comes with the next.
create function play.handed() returns text language sql as $$
  with handed as materialized (select n.* from run cross join shipkeeper_runner.next_step(run.cycle) as n)
  select concat_ws(
    ' ', count(h.message), 'of', sum(octet_length(h.message)), min(h.message collate "C"), max(h.message collate "C"),
    string_agg(h.kind, ' ') filter (where h.kind <> 'say')
  )
  from handed as h
$$;
create function play.say(p_first integer, p_last integer, p_bytes integer default 3) returns void language sql as $$
  select shipkeeper.say(run.cycle, 'info', rpad(to_char(n, 'FM000'), p_bytes))
  from run cross join generate_series(p_first, p_last) as n
$$;
select play.say(1, 250);
select is(play.handed(), '100 of 300 001 100 send', 'a hundred at most');
select is(play.handed(), '100 of 300 101 200 send', 'then the next');
select is(play.handed(), '50 of 150 201 250 send', 'then the rest');
select is(play.handed(), '0 of send', 'then none');
select play.say(1, 3, 65536 / 2);
select ok(play.handed() like '2 of 65536 001 % send', '64 kB at most');
select ok(play.handed() like '1 of 32768 003 % send', 'then the rest');
select play.say(1, 1), play.say(2, 2, 70000), play.say(3, 3);
select is(play.handed(), '1 of 3 001 001 send', 'a longer sentence waits for its turn');
select ok(play.handed() like '1 of 70000 002 % send', 'and comes alone');
select is(play.handed(), '1 of 3 003 003 send', 'as the one after it');

-- They count as said once the runner that got them calls again.
update shipkeeper.lease set handed_in_session = 0;
select play.say(4, 4);
select is(play.handed(), '2 of 6 003 004 send', 'a runner that connected anew may not have got them');
update shipkeeper.lease set handed_in_session = 0;
select is(play.handed(), '2 of 6 003 004 send', 'so it gets them again');
update shipkeeper.lease
set handed_in_session = (select min(a.pid) from pg_stat_activity as a where a.pid <> pg_backend_pid());
select is(play.handed(), '0 of send', 'one that only shares its connections with others has got them');

-- A stored answer is worked on, and its words come out, before the next request.
insert into shipkeeper.merged_order values ('71', '9', '9', clock_timestamp());
select play.hand_over(request, 404) from run;
select is(play.header('1'), 'awaiting_shipment 0', 'accept_response works on nothing');
select results_eq(
  'select kind, message, seconds from shipkeeper_runner.next_step((select cycle from run))',
  $$ values ('say', '⚠️ Order 1 not found in ShipStation (404): merged into order 9 - marked as cancelled', null), ('wait', null, 0::numeric) $$,
  'next_step does, and says what became of it'
);
select results_eq(
  'select kind, path from shipkeeper_runner.next_step((select cycle from run))', $$ values ('send', '/orders/72') $$,
  'then comes the next request'
);

-- After a 429 next_step sends nothing, whatever the runner thinks.
update run set request = (select request_id from shipkeeper.request where state = 'in_flight');
select play.hand_over(request, 429) from run;
select is((play.next(cycle)).kind, 'done', 'after a 429: done') from run;
select is((play.next(cycle)).kind, 'done', 'and done again') from run;

select * from finish();
rollback;
