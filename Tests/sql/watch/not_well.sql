-- Situations in which nothing fails and nobody would notice: each needs a person, and is said until it is mended.
begin;
\ir ../lots/prelude.psql
select plan(52);
create function play.alerts() returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(a.alert || ' | ' || regexp_replace(a.subject, '\d{4}-\d\d-\d\d[^,.]*', 'DAY'), ', ' order by a.alert, a.subject), '')
  from shipkeeper_report.alerts as a
$$;
-- Lets time pass as it does for what the cycles keep of their times.
create function play.time_passes(p_time interval) returns void language sql as $$
  update shipkeeper.cycle set started_at = started_at - p_time, ended_at = ended_at - p_time;
  update shipkeeper.round set started_at = started_at - p_time, ended_at = ended_at - p_time;
$$;
select play.remote_order('1', '2025-11-20 09:50');
update play.remote set content = content || '{"orderStatus": "shipped"}';
create function play.settings_were_changed_long_ago() returns void language sql as $$
  set local session_replication_role = replica;
  update shipkeeper.audit set changed_at = clock_timestamp() - interval '40 days';
  set local session_replication_role = origin;
$$;
select is(play.run() || play.alerts(), 'done', 'a well shop');

-- A round fails each time: the runs between it and the next have nothing to do, and say nothing else.
update shipkeeper.settings set round_every = '6 hours';
select play.go_wrong('GET', '/orders?orderStatus=%', 200, p_body => '<html>') from generate_series(1, 10);
select is(play.run(), 'no_progress', 'a round whose list cannot be used');
select play.time_passes('8 minutes');
select is(play.run(), 'done', 'the next run begins none, and is not to blame');
select is(play.sent(), '{}', 'it asks for nothing');
select is(play.alerts(), '', 'eight minutes after');
select play.time_passes('10 minutes'), play.run();
select alike(play.alerts(), 'no_progress | The work round has not got on for %: answer is HTML, not JSON.', 'eighteen minutes after it is an alert');
update shipkeeper.settings set round_every = '0';
select is(play.run() || play.alerts(), 'done', 'rounds that are turned off are missed by nobody');
update shipkeeper.settings set round_every = '6 hours';
delete from play.fault;
select play.time_passes('6 hours');
select is(play.run() || play.alerts(), 'done', 'a round that comes to its end ends it');
select play.time_passes('6 hours'), play.go_wrong('GET', '/orders?orderStatus=%', 200, p_body => '<html>');
select is(play.run(), 'no_progress', 'one that fails again');
select play.time_passes('20 minutes');
select alike(play.alerts(), '%no_progress | The work round has not got on for %', 'is an alert');
select is(play.run() || play.alerts(), 'done', 'and need not wait six hours for the next, which ends it');

-- No round comes to its end, since nothing is ever left for it.
update shipkeeper.deployment set installed_at = clock_timestamp() - interval '40 days';
select play.settings_were_changed_long_ago();
create function play.starved_run() returns text language plpgsql as $$
begin
  update shipkeeper.quota set request_limit = 40, remaining = 0, resets_at = clock_timestamp() + interval '1 hour';
  return play.run();
end
$$;
select play.time_passes('29 hours'), play.starved_run();
select is(play.alerts(), '', 'none for 29 hours');
select play.time_passes('2 hours'), play.starved_run(), play.time_passes('20 minutes'), play.starved_run();
select alike(play.alerts(), 'no_progress | The work round has not got on for %: no round has come to its end since DAY.', 'for 31');
update shipkeeper.settings set round_every = '1 day';
select is(play.starved_run() || play.alerts(), 'done', 'a day and a day more are allowed where a round is due once a day');
update shipkeeper.settings set round_every = '6 hours';
select play.settings_were_changed_long_ago();
-- One that our clock dates ahead, as after it was wrong, is none.
update shipkeeper.quota set request_limit = null, remaining = null, resets_at = null;
update shipkeeper.round set started_at = clock_timestamp() + interval '300 days', ended_at = clock_timestamp() + interval '300 days';
select play.run(), play.time_passes('20 minutes'), play.run();
update shipkeeper.round set started_at = clock_timestamp() + interval '300 days', ended_at = clock_timestamp() + interval '300 days';
select play.run();
select alike(play.alerts(), 'no_progress | The work round has not got on for %: no round has come to its end since DAY.', 'nor does one count that is to come');
delete from shipkeeper.round;
update shipkeeper.settings set round_every = '0';
select is(play.run() || play.alerts(), 'done', 'no round any more');

-- A timer whose runs leave kinds of work out.
select is(play.run('{"kind": "run", "only": ["ghosts", "upkeep"]}') || play.alerts(), 'done', 'one run of a part');
select play.time_passes('22 hours'), play.run('{"kind": "run", "only": ["ghosts"]}');
select is(play.alerts(), '', 'for less than a day');
select play.time_passes('90 minutes'), play.run('{"kind": "run", "only": ["ghosts"]}');
select is(
  play.alerts(), 'settings_leave_work | The work sync, lots, round, upkeep has had no run for 23 hours: runs are started with --only.',
  'and longer: what is left out is said'
);
select is(
  (select remedy from shipkeeper_report.alerts), 'Start the timer''s runs without --only, or have others for the rest.', 'and what to do'
);
delete from shipkeeper.order_outcome;
update shipkeeper.settings set keep_logs = '1 day';
select play.run('{"kind": "run", "only": ["ghosts", "upkeep"]}');
select alike(play.alerts(), 'settings_leave_work | The work sync, lots, round has %', 'also where the logs are kept for a day');
update shipkeeper.settings set keep_logs = default;
select play.run('{"kind": "run", "only": ["sync", "lots", "round", "upkeep"]}');
select is(play.alerts(), '', 'the rest may have runs of its own');
select play.run();

-- The clock of the server was ahead, and is right again.
select play.time_passes('-3 days');
select alike(play.alerts(), 'no_cycle | No cycle has ended well for %', 'a cycle that is yet to end is none that ended');
select is(play.run() || play.alerts(), 'done', 'the next one is');
update shipkeeper.cycle set ended_at = clock_timestamp(), started_at = clock_timestamp() where ended_at > clock_timestamp();
select play.sync('full', '2025-11-20 17:30Z'), play.run();
select play.time_passes('-3 days');
update shipkeeper.progress set well_at = well_at + interval '3 days';
select play.go_wrong('GET', '/orders?%', 200, p_body => '<html>') from generate_series(1, 10);
select play.run(), play.time_passes('20 minutes'), play.run();
select ok(play.alerts() like '%no_progress | The work sync has not got on for%', 'nor does a run that is yet to come hide what is stuck');
delete from play.fault;
select play.run();
update shipkeeper.cycle set ended_at = clock_timestamp(), started_at = clock_timestamp() where ended_at > clock_timestamp();
select play.run();
select is(play.alerts(), '', 'mended');

-- The sync gets on in each run, and falls behind all the same.
update shipkeeper.progress set reached_at = clock_timestamp() - interval '25 hours' where work_kind = 'sync';
select is(play.alerts(), '', 'a day behind, on its first day');
select play.time_passes('25 hours'), play.run();
update shipkeeper.progress set reached_at = clock_timestamp() - interval '23 hours' where work_kind = 'sync';
select is(play.alerts(), '', 'less than a day behind');
update shipkeeper.settings set sync_overlap = '1 day';
update shipkeeper.progress set reached_at = clock_timestamp() - interval '47 hours' where work_kind = 'sync';
select is(play.alerts(), '', 'nor where each walk begins a day before');
update shipkeeper.settings set sync_overlap = default;
update shipkeeper.progress set reached_at = clock_timestamp() - interval '25 hours' where work_kind = 'sync';
select is(
  play.alerts(), 'sync_behind | The sync gets on, and what changed in ShipStation is read only up to DAY, more than a day ago.', 'and more'
);
select play.sync('off');
select is(play.alerts(), '', 'a sync that is off has nothing to catch up with');
-- Nothing has changed for two days: each walk meets the last change again and comes to its end.
savepoint quiet;
delete from play.remote;
select play.remote_order('2', shipkeeper.pacific_wall(clock_timestamp() - interval '2 days'));
select play.sync('heal_only', clock_timestamp() - interval '2 days 1 minute'), play.run();
select ok(
  play.watermark()::timestamptz < clock_timestamp() - interval '47 hours' and play.alerts() = '', 'a watermark that is old since nothing changes'
);
rollback to savepoint quiet;

-- Released, and nobody can look at it: it has lines, so it is no ghost, and no id.
select play.order_on_hold('80');
update public.orders_inbox set shipstation_order_id = null where order_number = '80';
select play.release('80'), play.run_lots();
select is(
  play.alerts(), 'lots_undecided | Order 80 was released and keeps its old lots: no shipstation id.', 'a released order without an id'
);
update public.orders_inbox set status = 'shipped' where order_number = '80';
select is(play.alerts(), '', 'until it leaves');

-- Each answer for the lots is a web page, though its status is well.
create function play.came_to(p_outcome text) returns text language sql as $$
  select concat_ws(' ', p_outcome, (select metrics ->> 'errors' from play.result))
$$;
select play.released_order('83'), play.released_order('84');
select play.go_wrong('GET', '/orders/78%', 200, p_body => '<html>') from generate_series(1, 2);
select is(play.came_to(play.run_lots()), 'no_progress 2', 'of two released orders none can be read');
select play.reviews_are_due(), play.go_wrong('GET', '/shipments%', 200, p_body => '<html>') from generate_series(1, 2);
select is(play.came_to(play.run_lots()), 'no_progress 2', 'both can, but not whether they have a label');
select play.time_passes('20 minutes'), play.reviews_are_due(), play.go_wrong('GET', '/orders/783', 200, p_body => '<html>');
select play.go_wrong('GET', '/orders/784', 200, p_body => '<html>');
select is(play.came_to(play.run_lots()), 'no_progress 2', 'nor later');
select alike(play.alerts(), '%no_progress | The work lots has not got on for 00:20:0_: answer is HTML, not JSON.', 'an alert after a quarter of an hour');
select play.reviews_are_due(), play.go_wrong('GET', '/orders/783', 200, p_body => '<html>');
select is(play.came_to(play.run_lots()), 'done 1', 'one that can be read is enough');
update public.orders_inbox set status = 'shipped' where order_number in ('83', '84');
delete from shipkeeper.lot_review where order_number in ('83', '84') and state <> 'closed';
select play.run();
select is(play.alerts(), '', 'mended');

-- A round that waits for an order for which no usable answer comes.
update shipkeeper.settings set round_every = '6 hours';
delete from shipkeeper.round;
select play.order_on_hold('85');
select play.settings_were_changed_long_ago();
update play.remote set content = content || '{"orderStatus": "shipped"}' where content ->> 'orderNumber' = '85';
select play.go_wrong('GET', '/orders/785', 200, p_body => '<html>') from generate_series(1, 9);
create function play.round_goes_on() returns text language sql as $$
  update shipkeeper.round_order set asked_at = asked_at - interval '1 hour';
  select play.time_passes('20 minutes');
  select play.run('{"kind": "run", "only": ["round"]}')
$$;
select play.round_goes_on(), play.round_goes_on();
select alike(
  play.alerts(), '%no_progress | The work round has not got on for %: no round has come to its end since DAY, this one waits for 1 orders, as that with id 785.',
  'a round that never ends'
);
delete from play.fault;
select play.round_goes_on(), play.run();
select is((select ended from shipkeeper.round), 'done', 'with an answer it ends');
select is((select count(*) from shipkeeper_report.alerts where alert = 'no_progress'), 0::bigint, 'and the alert');
-- Logs that are kept for less than it is from one round to the next.
update shipkeeper.settings set keep_logs = '1 day', round_every = '2 days', round_requests = 1;
select play.settings_were_changed_long_ago();
select play.time_passes('49 hours'), play.run(), play.time_passes('20 minutes'), play.run();
select is(
  play.alerts() || (select string_agg(coalesce(r.ended, 'going on'), ' ' order by r.round_id) from shipkeeper.round as r), 'done going on',
  'a round that takes its time'
);
update shipkeeper.settings set round_every = '0', keep_logs = default, round_requests = default;
delete from shipkeeper.difference;
delete from public.orders_inbox where order_number = '85';
select play.run();

-- A dry run that is over, and what it only looked at.
update shipkeeper.settings set lot_mode = 'dry_run';
select play.released_order('81'), play.run_lots();
select is(play.alerts(), '', 'in a dry run');
update shipkeeper.settings set lot_mode = 'automatic';
select is(
  play.alerts(), 'settings_leave_work | The lots of 1 open orders were looked at in a dry run alone: they stay as they are.', 'when it is over'
);
select matches((select remedy from shipkeeper_report.alerts), 'select shipkeeper_operator.open_lot_review\(o\.order_number, ', 'with the call');
-- Another order that differs, which no dry run has looked at.
select play.order_on_hold('82');
select is(
  play.as_role('shop_operator', (select split_part(a.remedy, '; or', 1) from shipkeeper_report.alerts as a)), 'ok', 'which an operator may make'
);
select is(
  (select string_agg(r.order_number, ' ') from shipkeeper.lot_review as r where r.state <> 'closed'), '81', 'and looks at that order alone'
);
update public.orders_inbox set status = 'shipped' where order_number in ('81', '82');

-- A few orders that nobody can ask for, for more than a day.
insert into public.orders_inbox (order_number, order_date, status, total_items, created_at)
values ('90', current_date - 9, 'awaiting_shipment', 0, localtimestamp - interval '23 hours');
select play.run();
select is(play.alerts(), '', 'an order without lines and without an id');
update public.orders_inbox set created_at = localtimestamp - interval '25 hours' where order_number = '90';
select play.run();
select is(
  play.alerts(), 'orders_without_id | 1 orders have had no lines and no ShipStation id for more than 24 hours: nobody can ask for them.',
  'for more than a day'
);
delete from public.orders_inbox where order_number = '90';
select play.run();
select is(play.alerts(), '', 'gone');

select * from finish();
rollback;
