-- What `shipkeeper check` asks of ShipStation and says of the database.
begin;
\ir ../prelude.psql
select plan(40);

insert into shipkeeper.migration (name, up_digest, down_sql, no_transaction, shop_lock, driver_version)
values ('9999_last', '', '', false, false, 'test');
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '',
  '{"orders": [], "total": 0, "page": 1, "pages": 0}', null);
create function play.check_with(p_status integer, p_body text,
  p_error text default null) returns text language plpgsql as $$
begin
  update play.answer set status = p_status, body = convert_to(p_body, 'UTF8'), error = p_error;
  return play.run('{"kind": "check"}');
end
$$;

select play.make_ghost('1');
select is(play.run('{"kind": "check"}'), 'done', 'all well: done');
select is(play.sent(), array['/orders?pageSize=1&page=1'], 'one list of one order is asked for');
select is(
  play.said(), array[
    'info: ✅ Database: schema 9999_last, protocol 2, the shop''s time zone is ' || (select shop_time_zone from shipkeeper.settings), 'info: ✅ Modes: sync_mode is off, lot_mode is dry_run, this runner may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)',
    'info: ✅ Sync: no run has read yet what changed in ShipStation',
    'info: ✅ API key: when it expires nobody has said (setting api_key_expires_on)',
    'info: ✅ ShipStation: the API answers and accepts the credentials'
  ], 'messages'
);
select play.figures_are('{"healthy": true, "requests": 1, "rate_limited": false}', 'metrics');
select is((play.figures('{"ghost_orders_found": 0}')) ->> 'ghost_orders_found', null, 'no figures of other work');
select is(play.header('1'), 'awaiting_shipment 0', 'no order is touched');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'nor looked for');
select is(
  (select count(*) from shipkeeper.request where answer is not null), 0::bigint, 'the body is erased'
);
select is(play.run('{"kind": "check", "only": ["check"]}'), 'done', 'its one kind of work can be named');

-- What is wrong with the API.
select is(play.check_with(503, ''), 'api_unavailable', '503');
select is(
  (play.said())[5], 'error: ❌ ShipStation: API answered 503 - check SHIPSTATION_BASE_URL and the network',
  '503: message'
);
select play.figures_are('{"healthy": false}', '503: metrics');
select is(play.check_with(null, null, 'connect'), 'api_unavailable', 'not reachable');
select is(
  (play.said())[5], 'error: ❌ ShipStation: API not reachable - check SHIPSTATION_BASE_URL and the network',
  'not reachable: message'
);
select is(play.check_with(404, ''), 'failed', '404');
select is(
  (play.said())[5], 'error: ❌ ShipStation: API answered 404 - check SHIPSTATION_BASE_URL and the network',
  '404: message'
);
select is(play.check_with(200, '<html>'), 'failed', 'a web page');
select is(
  (play.said())[5], 'error: ❌ ShipStation: answer is HTML, not JSON - check SHIPSTATION_BASE_URL and the network',
  'a web page: message'
);
select is(play.check_with(200, '{"orders": {}}'), 'failed', 'something else');
select is(
  (play.said())[5], 'error: ❌ ShipStation: answer is no list of orders - check SHIPSTATION_BASE_URL and the network',
  'something else: message'
);
select is(play.check_with(200, '[]'), 'failed', 'a list');
select is(play.check_with(200, 'null'), 'failed', 'null');
select is(play.check_with(401, ''), 'credentials_refused', '401');
select is(
  (play.said())[5], 'critical: 🚨 ShipStation refused the credentials (401) - the run stops: the key has probably expired '
  '(they last 3, 6 or 12 months), or is another''s',
  '401: message'
);
select is(array_length(play.said(), 1), 5, '401: nothing else');
select is(play.check_with(null, null, 'not_sent_stopping'), 'done', 'not sent');
select is(play.check_with(429, ''), 'rate_limited', '429');
update shipkeeper.quota set blocked_until = null, resets_at = null;

-- What it says of the database.
update shipkeeper.cancellation_stop set stopped_at = clock_timestamp();
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', false);
select is(play.check_with(200, '{"orders": []}'), 'done', 'stopped and paused: done');
select is(
  (play.said())[5:6], array[
    'warning: ⚠️ Cancellations are stopped: look at shipkeeper_report.alerts, then call '
    'shipkeeper_operator.resume_cancellations',
    'warning: ⚠️ Shipkeeper is paused (workflow_controls.enabled is false)'
  ], 'it says what an operator may have forgotten'
);

-- What may be written, and how old sync and key are.
select play.sync('heal_only'), shipkeeper_operator.change_setting('lot_mode', 'approval', 'x');
select shipkeeper_operator.change_setting('api_key_expires_on', (current_date + 100)::text, 'x');
insert into shipkeeper.audit (subject, object, changed_by, application_name, changed_at)
values ('setting', 'api_key_expires_on', 'x', 'x', clock_timestamp() - interval '3 days 1 hour');
insert into shipkeeper.progress (work_kind, reached_at) values ('sync', clock_timestamp() - interval '7 minutes 10 seconds');
select play.run('{"kind": "check", "writes_allowed": true}');
select is(
  (play.said())[2:4], array[
    'info: ✅ Modes: sync_mode is heal_only, lot_mode is approval, this runner may write to ShipStation',
    format(
      'info: ✅ Sync: what changed in ShipStation is read up to %s, 7 minutes ago',
      (select to_char(p.reached_at at time zone s.shop_time_zone, 'YYYY-MM-DD HH24:MI') from shipkeeper.progress as p cross join shipkeeper.settings as s)
    ),
    format('info: ✅ API key: expires on %s, in 100 days, as was said 3 days ago', current_date + 100)
  ], 'modes, writes, the age of the sync and of the key'
);
select shipkeeper_operator.change_setting('api_key_expires_on', (current_date + 14)::text, 'x');
select play.run('{"kind": "check"}');
select is(
  (play.said())[4], format('warning: ⚠️ API key: expires on %s, in 14 days, as was said 0 days ago', current_date + 14), 'a key that expires soon'
);
select play.sync('off');

-- A check respects the quota and the time as any cycle.
update shipkeeper.quota set remaining = 0, resets_at = clock_timestamp() + interval '20 seconds';
create temporary table run (cycle bigint, request bigint);
insert into run values (play.start('{"kind": "check"}'));
select is((play.next(cycle)).kind, 'wait', 'a check waits for the quota') from run;
select is(
  (select array_agg(m.message ~ '^Waiting (19|20) seconds ') from shipkeeper.message as m where m.cycle_id = cycle), '{true}',
  'before it says anything else'
) from run;
update shipkeeper.quota set resets_at = clock_timestamp();
update run set request = play.next_request(cycle);
select isnt(request, null, 'and then asks') from run;

-- Its runner vanishes.
update shipkeeper.lease set expires_at = clock_timestamp();
update shipkeeper.cycle set started_at = started_at - interval '10 minutes' where ended_at is null;
select is(play.run('{"kind": "check"}'), 'done', 'taken over by the next');
select is(
  (select outcome from shipkeeper.cycle where cycle_id = cycle), 'abandoned', 'the one before is abandoned'
) from run;
select is((select count(*) from shipkeeper.order_outcome), 0::bigint, 'a check judges no order');

update shipkeeper.settings set cycle_budget = '0';
select is(play.run('{"kind": "check"}'), 'done', 'a check without time');
select is(play.sent(), '{}', 'sends nothing');
select is(
  play.said(), array['info: This cycle''s share of requests or time is used up - the next goes on'], 'and says so'
);

select * from finish();
rollback;
