-- Old cycles go in small batches, with all that is theirs; the running one and every record of a decision stay.
begin;
\ir ../lots/prelude.psql
select plan(30);
-- Something in every table that stays.
select play.make_ghost('1', 'uploaded'), play.released_order('2'), play.order_on_hold('3');
select play.answer('1', 404);
select play.run('{"kind": "run", "writes_allowed": true}');
select shipkeeper_operator.hold_order('3', 'x'), shipkeeper_operator.change_setting('quota_reserve', '5', 'x');
create function play.decisions() returns text language sql as $$
  select format(
    '%s %s %s %s %s %s %s', (select count(*) from shipkeeper.cancellation), (select count(*) from shipkeeper.operator_action),
    (select count(*) from shipkeeper.audit), (select count(*) from shipkeeper.lot_review),
    (select count(*) from shipkeeper.lot_update_audit), (select count(*) from shipkeeper.order_status_history),
    (select count(*) from shipkeeper.order_hold)
  )
$$;
create temporary table decided as select play.decisions() as was;
select is((select was from decided) ~ '(^| )0( |$)', false, 'there is something of each');

-- A cycle of some day with its log: messages, requests, an outcome for each, and what a kind of work keeps.
create function play.old_cycle(p_started timestamptz, p_rows integer, p_is_ended boolean default true) returns bigint
language plpgsql as $$
declare
  v_cycle bigint;
begin
  insert into shipkeeper.cycle (kind, worker, protocol_version, writes_allowed, options, started_at, ended_at, outcome)
  values ('run', 'w', 1, false, '{}', p_started, case when p_is_ended then p_started end, case when p_is_ended then 'done' end)
  returning cycle_id into v_cycle;
  insert into shipkeeper.message (cycle_id, level, message, recorded_at)
  select v_cycle, 'info', 'm', p_started from generate_series(1, p_rows);
  with request as (
    insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, is_divisible)
    select v_cycle, 'ghosts', 'GET', '/x', 1, 'worked', p_started, false from generate_series(1, p_rows)
    returning request_id
  )
  insert into shipkeeper.order_outcome (cycle_id, request_id, work_kind, outcome, recorded_at)
  select v_cycle, request_id, 'ghosts', 'skipped', p_started from request;
  insert into shipkeeper.ghost_search (cycle_id, ghosts, without_shipstation_id, searched_at, requests_allowed)
  values (v_cycle, 0, 0, p_started, 0);
  insert into shipkeeper.ghost_list (cycle_id, place, first_date, last_date, ghosts, orders_expected)
  values (v_cycle, 1, '2025-01-01', '2025-01-01', 1, 1);
  insert into shipkeeper.sync_walk (cycle_id, mode, window_start, window_end) values (v_cycle, 'full', '2025-01-01', '2025-01-02');
  insert into shipkeeper.scan (cycle_id, orders_wanted) values (v_cycle, 1);
  return v_cycle;
end
$$;
create function play.left_of(p_cycles bigint[]) returns text language sql as $$
  select format(
    '%s cycles, %s messages, %s outcomes, %s requests, %s more', (select count(*) from shipkeeper.cycle where cycle_id = any(p_cycles)),
    (select count(*) from shipkeeper.message where cycle_id = any(p_cycles)),
    (select count(*) from shipkeeper.order_outcome where cycle_id = any(p_cycles)),
    (select count(*) from shipkeeper.request where cycle_id = any(p_cycles)), (
      select count(*) from (
        select cycle_id from shipkeeper.ghost_search union all select cycle_id from shipkeeper.ghost_list
        union all select cycle_id from shipkeeper.sync_walk union all select cycle_id from shipkeeper.scan
      ) as m where m.cycle_id = any(p_cycles)
    )
  )
$$;

-- Nothing is old.
select is(shipkeeper.prune_cycles('-infinity', 10), 0::bigint, 'nothing is older than that');
select is(shipkeeper.prune_cycles(null, 10), 0::bigint, 'nor than no time');
-- The log of today is as if it were old, and made before the others.
update shipkeeper.cycle set started_at = '2025-01-01', ended_at = '2025-01-01';
create temporary table old as
select play.old_cycle(t, r) as cycle from (values ('2025-01-02 00:00Z'::timestamptz, 25), ('2025-01-03 00:00Z', 3)) as c (t, r);
create temporary table young as select play.old_cycle('2025-01-04 00:00Z', 2) as cycle;
select is(play.left_of(array(select cycle from old)), '2 cycles, 28 messages, 28 outcomes, 28 requests, 8 more', 'two old cycles');

-- Each batch is bounded, and no call deletes a request before its outcome.
create temporary table batch (n integer generated always as identity, deleted bigint, messages bigint, outcomes bigint, requests bigint);
create function play.batch(p_before timestamptz) returns bigint language plpgsql as $$
declare
  v_messages constant bigint := (select count(*) from shipkeeper.message);
  v_outcomes constant bigint := (select count(*) from shipkeeper.order_outcome);
  v_requests constant bigint := (select count(*) from shipkeeper.request);
  v_deleted constant bigint := shipkeeper.prune_cycles(p_before, 10);
begin
  insert into batch (deleted, messages, outcomes, requests)
  select
    v_deleted, v_messages - (select count(*) from shipkeeper.message), v_outcomes - (select count(*) from shipkeeper.order_outcome),
    v_requests - (select count(*) from shipkeeper.request);
  return v_deleted;
end
$$;
create function play.batches(p_before timestamptz) returns integer language plpgsql as $$
begin
  for v_turn in 1 .. 100 loop
    if play.batch(p_before) = 0 then
      return v_turn;
    end if;
  end loop;
  return null;
end
$$;
select cmp_ok(play.batches('2025-01-04 00:00Z'), '>', 4, 'they go in several batches');
select is((select max(greatest(messages, outcomes, requests)) from batch), 10::bigint, 'of at most so many rows of each');
select is((select bool_and(deleted >= messages + outcomes + requests) from batch), true, 'each says how many rows went');
select is((select deleted from batch order by n desc limit 1), 0::bigint, 'until nothing is left');
select is(play.left_of(array(select cycle from old)), '0 cycles, 0 messages, 0 outcomes, 0 requests, 0 more', 'then all of them is gone');
select is(play.left_of(array(select cycle from young)), '1 cycles, 2 messages, 2 outcomes, 2 requests, 4 more', 'a young one is whole');
select is(play.decisions(), (select was from decided), 'every record of a decision stays');
select is((select count(*) from shipkeeper_report.decisions), (select count(*) from shipkeeper.operator_action) + (select count(*) from shipkeeper.audit), 'in the view too');
select is((select count(*) from shipkeeper_report.lot_updates), 1::bigint, 'analysts see which lots were changed');

-- The running one, however old it is.
create temporary table running as select play.old_cycle('2024-01-01 00:00Z', 2, false) as cycle;
select play.batches('2025-02-01 00:00Z');
select is(play.left_of(array(select cycle from running)), '1 cycles, 2 messages, 2 outcomes, 2 requests, 4 more', 'a running cycle stays whole');
select is(play.left_of(array(select cycle from young)), '0 cycles, 0 messages, 0 outcomes, 0 requests, 0 more', 'those before it go');
select is((select count(*) from shipkeeper.cycle), 1::bigint, 'it is the only one');
update shipkeeper.cycle set started_at = clock_timestamp(), ended_at = clock_timestamp(), outcome = 'done';

-- A hundred cycles at once at most.
select count(play.old_cycle('2024-01-01 00:00Z', 0)) from generate_series(1, 150);
update shipkeeper.cycle set started_at = '2024-01-01', ended_at = '2024-01-01' where cycle_id = (select cycle from running);
select is(shipkeeper.prune_cycles('2025-01-01', 1000) > 100, true, 'more cycles than a batch');
select is((select count(*) from shipkeeper.cycle), 51::bigint, 'go a hundred at a time');
select play.batches('2025-01-01');
select is((select count(*) from shipkeeper.cycle), 0::bigint, 'until none is left');

-- As the upkeep of a cycle: between batches the runner is sent back, and the next goes on where the time is over.
create temporary table more as select play.old_cycle('2025-01-01 00:00Z', 2500) as cycle;
create temporary table run as select play.start('{"kind": "run", "only": ["upkeep"]}') as cycle;
create function play.steps_of(p_cycle bigint) returns text language plpgsql as $$
declare
  v_step record;
  v_steps text := '';
begin
  loop
    v_step := play.next(p_cycle);
    v_steps := concat_ws(' ', v_steps, v_step.kind || coalesce(v_step.seconds::text, ''));
    exit when v_step.kind = 'done';
  end loop;
  return v_steps;
end
$$;
select is((play.next(cycle)).kind, 'wait', 'a batch ends its call') from run;
select is(
  play.left_of(array(select cycle from more)), '1 cycles, 1500 messages, 1500 outcomes, 1500 requests, 4 more', 'a thousand rows of each'
);
update shipkeeper.cycle set started_at = clock_timestamp() - interval '5 minutes' where cycle_id = (select cycle from run);
select is((play.next(cycle)).kind, 'done', 'where the cycle''s time is over it ends') from run;
select is(
  play.left_of(array(select cycle from more)), '1 cycles, 1500 messages, 1500 outcomes, 1500 requests, 4 more', 'with the rest left'
);
select play.end_cycle(cycle) from run;
select is((select outcome || coalesce(stop_reason, '') from shipkeeper.cycle where cycle_id = (select cycle from run)), 'done', 'as done');
delete from run;
insert into run select play.start();
select is(play.steps_of(cycle), ' wait0 wait0 done', 'the next one goes on') from run;
select is(play.left_of(array(select cycle from more)), '0 cycles, 0 messages, 0 outcomes, 0 requests, 0 more', 'to the end');
select play.end_cycle(cycle) from run;
-- Also where nothing may be sent.
select play.old_cycle('2025-01-01 00:00Z', 0);
insert into run select play.start('{"kind": "run", "only": ["upkeep"]}');
select is(shipkeeper.plan_upkeep(max(cycle), false), 'pause', 'it needs no request') from run;
select is(shipkeeper.plan_upkeep(max(cycle), false), 'nothing', 'and comes to an end') from run;
select play.end_cycle(max(cycle)) from run;
select is(play.decisions(), (select was from decided), 'every record of a decision is where it was');
update shipkeeper.settings set keep_logs = '3650 days';
select play.old_cycle('2025-01-01 00:00Z', 0);
select play.run('{"kind": "run", "only": ["upkeep"]}');
select is((select count(*) from shipkeeper.cycle where started_at = '2025-01-01 00:00Z'), 1::bigint, 'it keeps what the setting keeps');

select * from finish();
rollback;
