-- What the runner does next.
begin;
\ir ../prelude.psql
select plan(22);

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
  'select kind, level, message, request, path from shipkeeper_runner.next_step((select cycle from run))',
  $$ values ('say', 'info', '👻 Found 2 ghost orders with 0 items', null::bigint, null::text) $$,
  'says first, one sentence a step'
);
create temporary table sent as select s.* from run, shipkeeper_runner.next_step(run.cycle) as s;
update run set request = (select s.request from sent as s);
select results_eq(
  'select kind, level, message, seconds, method, path, body, timeout_seconds, send_within_seconds from sent',
  $$
  values ('send', null::text, null::text, null::numeric, 'GET', '/orders/71', null::bytea, 10::numeric, 5::numeric)
  $$,
  'a request is whole'
);
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
select is((play.next(cycle)).kind, 'say', 'a sentence comes before the request under way') from run;
select is((play.next(cycle)).kind, 'say', 'so does the next') from run;
select is((play.next(cycle)).request, request, 'then the request') from run;
select is((play.said())[1:2], array['warning: One', 'error: Two'], 'in their order');

-- A stored answer is worked on, and its words come out, before the next request.
select play.hand_over(request, 404) from run;
select is(play.header('1'), 'awaiting_shipment 0', 'accept_response works on nothing');
select is(
  (select message from shipkeeper_runner.next_step((select cycle from run))),
  '⚠️ Order 1 not found in ShipStation (404) - marked as cancelled', 'next_step does, and says what became of it'
);
select is(
  (select path from shipkeeper_runner.next_step((select cycle from run))), '/orders/72', 'then comes the next request'
);

-- After a 429 next_step sends nothing, whatever the runner thinks.
update run set request = (select request_id from shipkeeper.request where state = 'in_flight');
select play.hand_over(request, 429) from run;
select is((play.next(cycle)).kind, 'done', 'after a 429: done') from run;
select is((play.next(cycle)).kind, 'done', 'and done again') from run;

select * from finish();
rollback;
