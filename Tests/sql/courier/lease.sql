-- One cycle at a time: renewal, expiry, takeover, and what becomes of a cycle whose runner vanished.
begin;
\ir ../prelude.psql
select plan(43);

create temporary table run (name text primary key, cycle bigint, request bigint);

select is(shipkeeper.hold_lease(-1), null, 'a cycle that has no lease cannot renew it');
select play.make_ghosts('1', '2', '3');
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 3) as n;

-- Every call renews it.
insert into run values ('first', play.start());
create function play.lease_left() returns integer language sql as $$
  select round(extract(epoch from l.expires_at - clock_timestamp()))::integer from shipkeeper.lease as l
$$;
update shipkeeper.lease set expires_at = clock_timestamp();
update shipkeeper.quota set remaining = 0, resets_at = clock_timestamp() + interval '7 seconds';
select play.next(cycle) from run;
select is(play.lease_left(), 37, 'next_step renews the lease for the margin and a wait');
update shipkeeper.quota set remaining = null, resets_at = null;
update run set request = play.next_request(cycle);
select is(play.lease_left(), 45, 'with a request for its timeout, the time to send it, and the margin');
update shipkeeper.settings set lease_margin = '1 minute', order_timeout_seconds = 20;
update shipkeeper.lease set expires_at = clock_timestamp();
select play.hand_over(request, 200, convert_to(play.order_json('1', 'shipped', play.item('A'))::text, 'UTF8')) from run;
select is(play.lease_left(), 60, 'accept_response renews it; the margin is a setting');
update run set request = play.next_request(cycle);
select is(play.lease_left(), 85, 'so is an order''s timeout');
update shipkeeper.settings set lease_margin = default, order_timeout_seconds = default;

-- It has expired, but nobody took it: the cycle goes on.
update shipkeeper.lease set expires_at = clock_timestamp() - interval '1 hour';
-- Why it is not found is known: nothing more is asked.
insert into shipkeeper.merged_order values ('72', '9', '9', clock_timestamp());
select is(play.hand_over(request, 404), false, 'expired and not taken: the answer counts') from run;
select is(play.header('1'), 'shipped 1', 'the first order is healed');
select is((play.next(cycle)).kind, 'wait', 'the next step is worked on') from run;
select is(play.header('2'), 'cancelled 0', 'the second one is worked on');
update run set request = play.next_request(cycle);

-- The runner vanishes with a request under way; the next one takes over.
update shipkeeper.lease set expires_at = clock_timestamp() - interval '1 second';
create temporary table abandoned as select * from run;
insert into run values ('second', play.start());
select results_eq(
  'select outcome, ended_at is not null from shipkeeper.cycle where cycle_id = (select cycle from run where name = '
  '''first'')',
  $$ values ('abandoned', true) $$, 'the cycle before is closed as abandoned'
);
select is(
  (
    select figures #- '{cycle, duration_seconds}' @> '{"cycle": {"rate_limited": false, "requests": 3},
    "ghosts": {"ghost_orders_found": 3, "backfilled": 1, "cancelled": 1, "work_in_progress": 0, "skipped": 0, "held": 0, "errors": 0,
      "ghosts_open": 1, "ghosts_most": 1, "ghosts_held": 0},
    "sync": {"orders_seen": 0, "orders_imported": 0, "orders_updated": 0, "orders_linked": 0, "orders_refused": 0, "errors": 0},
    "lots": {"lots_updated": 0, "lots_would_update": 0, "lots_awaiting_approval": 0, "lots_mismatched": 0, "errors": 0}}'
    from shipkeeper.cycle where cycle_id = (select cycle from run where name = 'first')
  ), true, 'with its figures'
);
select is(play.outcome_of('3'), null, 'the order under way has no outcome');
select is(
  (select setbacks from shipkeeper.ghost where order_number = '3'), 1,
  'but comes back at the growing interval: it may be what made the runner vanish'
);
select results_eq(
  'select state, verdict, answer from shipkeeper.request where request_id = (select request from run where name = '
  '''first'')',
  $$ values ('worked', 'lost', null::bytea) $$, 'its request is lost'
);

-- The first runner was only suspended: it comes back.
select results_eq(
  $$
  select * from shipkeeper_runner.accept_response((select request from run where name = 'first'), 200, '',
    convert_to(play.order_json('3', 'shipped', play.item('A'))::text, 'UTF8'), null)
  $$,
  $$ values (true, 'warning', '⚠️ This cycle was closed meanwhile - the answer decides nothing') $$,
  'its late answer is refused, and it is told to stop'
);
select is(play.header('3'), 'awaiting_shipment 0', 'and decides nothing');
select results_eq(
  $$
  select status, answer_bytes > 0, answer, answered_at is not null, verdict
  from shipkeeper.request where request_id = (select request from run where name = 'first')
  $$, $$ values (200, true, null::bytea, true, 'lost') $$, 'that it came is noted, its body is not kept'
);
select results_eq(
  $$
  select * from shipkeeper_runner.accept_response((select request from run where name = 'first'), 429, '', '', 'reset')
  $$,
  $$ values (true, 'warning', '⚠️ This cycle was closed meanwhile - the answer decides nothing') $$,
  'handed over again it is refused again'
);
select is(
  (select status from shipkeeper.request where request_id = (select request from run where name = 'first')), 200,
  'and the note stays'
);
select is((select blocked_until from shipkeeper.quota), null, 'nor does it touch the quota');
select is((play.next(cycle)).kind, 'done', 'next_step has nothing for it') from run where name = 'first';
select is(
  (select cycle_id from shipkeeper.lease), cycle, 'the second cycle keeps the lease'
) from run where name = 'second';
create temporary table finished as
select f.* from run, shipkeeper_runner.finish_cycle(run.cycle) as f where run.name = 'first';
select is((select outcome from finished where kind = 'done'), 'lease_lost', 'finish_cycle says that the lease is lost');
select is(
  (select metrics -> 'backfilled' from finished where kind = 'done'), '1', 'and gives the metrics'
);
select is((select count(*) from finished where kind = 'say'), 0::bigint, 'and nothing to say');
select play.next(cycle) from run where name = 'second';
select ok(
  play.said() @> array[
    format('warning: ⚠️ The runner of cycle %s vanished (host:1) - what it was at is asked for again', (select cycle from abandoned)),
    'info: 👻 Ghost order backfill: 1 fixed, 0 WIP, 0 errors, 1 cancelled'
  ], 'the second cycle says what was left'
);
select is((select ended_at is null from shipkeeper.cycle where cycle_id = cycle), true, 'the second cycle runs on')
from run where name = 'second';

-- An answer that was stored and not worked on may be old by the time somebody takes over: it is dropped.
select play.end_cycle(cycle) from run where name = 'second';
select play.make_due();
delete from run;
insert into run values ('third', play.start());
update run set request = play.next_request(cycle);
select play.hand_over(request, 200, convert_to(play.order_json('3', 'shipped', play.item('A'))::text, 'UTF8')) from run;
update shipkeeper.lease set expires_at = clock_timestamp();
insert into run values ('fourth', play.start());
select is(play.header('3'), 'awaiting_shipment 0', 'a stored answer of a vanished runner decides nothing');
select is(play.outcome_of('3'), null, 'nor is it an outcome');
select is(
  (select count(*) from shipkeeper.request where answer is not null or state <> 'worked'), 0::bigint,
  'and its body is erased'
);
select play.drive(cycle) from run where name = 'fourth';
select is(play.sent(), '{}', 'it comes back at the growing interval, not in the cycle that took over');
select play.end_cycle(cycle) from run where name = 'fourth';
select play.make_due();
select play.run();
select is(play.header('3'), 'shipped 1', 'the one after asks again and heals it');

-- A refusal that comes with the host whose lease was taken stops the host that runs now.
select play.make_due();
select play.make_ghosts('4', '5', '6');
insert into run values ('late', play.start());
update run set request = play.next_request(cycle) where name = 'late';
update shipkeeper.lease set expires_at = clock_timestamp();
insert into run values ('on time', play.start());
update run set request = play.next_request(cycle) where name = 'on time';
select is(play.hand_over(request, 429, '{}'), true, 'the late host is told to stop') from run where name = 'late';
select ok((select blocked_until > clock_timestamp() + interval '50 seconds' from shipkeeper.quota), 'the refusal is kept');
select play.hand_over(request, 404) from run where name = 'on time';
truncate play.step;
select play.drive(cycle) from run where name = 'on time';
select is(play.sent(), '{}', 'the other host sends nothing more');
select is(
  (select c.stop_reason from shipkeeper.cycle as c where c.cycle_id = run.cycle), 'rate_limited', 'and says why'
) from run where name = 'on time';
select play.end_cycle(cycle) from run where name = 'on time';
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;

-- A cycle that vanished before it did anything.
delete from public.orders_inbox;
delete from run;
insert into run values ('fifth', play.start());
update shipkeeper.lease set expires_at = clock_timestamp();
select is(play.run(), 'done', 'taken over before its first step');
select is(
  (select figures #> '{ghosts, ghost_orders_found}' from shipkeeper.cycle where cycle_id = cycle), '0', 'it found nothing'
) from run;
select is((select outcome from shipkeeper.cycle where cycle_id = cycle), 'abandoned', 'and is abandoned') from run;

-- The lease was cleared by hand, a cycle still open: it is closed all the same.
delete from run;
insert into run values ('sixth', play.start());
update shipkeeper.lease set cycle_id = null, expires_at = '-infinity';
select is(play.run(), 'done', 'a lease cleared by hand');
select is(
  (select outcome from shipkeeper.cycle where cycle_id = cycle), 'abandoned', 'does not leave a cycle open'
) from run;

-- Killed right after a 429, before it could finish: the block holds.
select play.make_ghost('9');
delete from run;
insert into run values ('seventh', play.start());
update run set request = play.next_request(cycle);
select play.hand_over(request, 429) from run;
update shipkeeper.lease set expires_at = clock_timestamp();
select is(
  (select outcome from shipkeeper_runner.begin_cycle('host:2', 2, '{"kind": "run"}')), 'blocked',
  'killed after a 429: blocked'
);
select is(
  (select outcome || ' ' || (figures #>> '{cycle, rate_limited}') from shipkeeper.cycle where cycle_id = cycle),
  'abandoned true',
  'and the abandoned cycle says that it was limited'
) from run;

select * from finish();
rollback;
