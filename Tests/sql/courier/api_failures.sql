-- When ShipStation is down, or refuses the credentials.
begin;
\ir ../prelude.psql
select plan(37);

-- The minute of the first request that failed, as the shop's clock shows it.
create function play.minute() returns text language sql as $$
  select to_char(min(r.sent_at) at time zone s.shop_time_zone, 'YYYY-MM-DD HH24:MI')
  from shipkeeper.request as r cross join shipkeeper.settings as s where r.verdict = 'api_failure' group by s.shop_time_zone
$$;
select play.make_ghost('1' || n) from generate_series(0, 7) as n;
select play.answer_failure(
  '1' || n, (array['timeout', 'connect', 'tls', 'reset', 'transport', 'timeout'])[n + 1]
) from generate_series(0, 5) as n;
select is(play.run(), 'api_unavailable', 'five failures in a row end the cycle');
select is(
  play.said(), array[
    'info: 👻 Found 8 ghost orders with 0 items',
    'info: 👻 Ghost order backfill: 0 fixed, 0 WIP, 5 errors',
    'error: ❌ 5 requests in a row failed: transport failure - the API is down, will retry next cycle (since ' || play.minute() || ')'
  ], 'that the API is down is said, and of no order that it failed'
);
select play.figures_are('{"errors": 5, "requests": 5, "rate_limited": false}', 'metrics');
select is(
  (select count(*) from shipkeeper.ghost where setbacks = 0 and held_reason is null
    and next_attempt_at <= clock_timestamp()),
  8::bigint, 'all come again in the next cycle'
);

-- An answer in between, whatever it says, begins the count anew.
select play.answer('1' || n, 502) from generate_series(0, 7) as n;
select play.answer('13', 404);
update shipkeeper.ghost set attempted_at = null;
select play.run();
select is(array_length(play.sent(), 1), 9, 'a 404 in between: no five in a row');
select is((select outcome from play.result), 'done', 'and the cycle is done');
select is(play.header('13'), 'cancelled 0', 'the 404 counted as ever');
update shipkeeper.ghost set attempted_at = null;
select play.answer('10', 418);
select play.run();
select is((select outcome from play.result), 'api_unavailable', 'five after an odd answer end it');
select is(array_length(play.sent(), 1), 6, 'the odd answer did not count');

-- A request that never left does not count, and does not begin the count anew.
delete from public.orders_inbox;
select play.make_ghost('2' || n) from generate_series(0, 5) as n;
select play.answer_failure('2' || n, 'timeout') from generate_series(0, 5) as n;
select play.answer_failure('22', 'not_sent_late');
select is(play.run(), 'api_unavailable', 'with one late request: five failures end it');
select is(array_length(play.sent(), 1), 6, 'after the sixth');

-- The number is a setting.
update shipkeeper.settings set api_failures_in_row = 1;
select play.run();
select is(array_length(play.sent(), 1), 1, 'a limit of one');
update shipkeeper.settings set api_failures_in_row = default;

-- A new cycle counts anew.
select play.run();
select is((select outcome from play.result), 'api_unavailable', 'the next cycle tries again');
select is(
  array(select s from unnest(play.said()) as s where s !~ '^info: 👻'), '{}', 'and says nothing of it: the same fails as before'
);
update play.answer set status = 503, error = null;
select play.make_due(), play.run();
select alike((play.said())[array_upper(play.said(), 1)], 'error: ❌ 5 requests in a row failed: API answered 503 - the API is down, %', 'what fails has changed');
select play.make_due(), play.run();
select is(array(select s from unnest(play.said()) as s where s !~ '^info: 👻'), '{}', 'which is said once, too');
select play.answer('2' || n, 404) from generate_series(0, 5) as n;
select play.make_due(), play.run();
select is(
  array(select s from unnest(play.said()) as s where s like '%API%'),
  array['info: ✅ The API answers again: it was down (since ' || play.minute() || ')'], 'and its end'
);
select play.run();
select is(array(select s from unnest(play.said()) as s where s like '%API%'), '{}', 'once');

-- Credentials.
delete from public.orders_inbox;
delete from shipkeeper.ghost;
select play.make_ghosts('31', '32');
create function play.refused_with(p_status integer) returns text language plpgsql as $$
begin
  update shipkeeper.ghost set attempted_at = null;
  perform play.answer('31', p_status, '{"Message": "Authorization has been denied"}');
  return concat_ws(' | ', play.run(), play.sent(), (select s from unnest(play.said()) as s where s like '%credentials%'), play.header('31'), play.outcome_of('31'));
end
$$;
select is(
  play.refused_with(s),
  'credentials_refused | {/orders/731} | critical: 🚨 ShipStation refused the credentials (' || s
  || ') - the run stops' || case when s = 401 then ': the key has probably expired (they last 3, 6 or 12 months), or is another''s' else '' end
  || ' | awaiting_shipment 0',
  format('%s stops the run', s)
)
from unnest(array[401, 402, 403]) as s;
select play.refused_with(403);
select is(array(select s from unnest(play.said()) as s where s like '%credentials%'), '{}', 'what lasts is said once');
select play.refused_with(429);
select is(array(select s from unnest(play.said()) as s where s like '%credentials%'), '{}', 'too many requests say nothing of the credentials');
select is((select count(*) from shipkeeper_report.alerts where alert = 'credentials_refused'), 1::bigint, 'nor end the alert');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
select play.answer('32', 502), play.refused_with(502);
delete from play.answer where path = '/orders/732';
select is((select count(*) from shipkeeper_report.alerts where alert = 'credentials_refused'), 1::bigint, 'nor does an API that fails');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
select play.refused_with(403);
select play.figures_are('{"errors": 0, "rate_limited": false}', 'no order counts as an error');
select results_eq(
  'select severity, alert from shipkeeper_report.alerts', $$ values ('critical', 'credentials_refused') $$,
  'it is an alert'
);
select is(
  (select count(*) from shipkeeper.ghost where order_number in ('31', '32') and setbacks = 0
    and next_attempt_at <= clock_timestamp()),
  2::bigint, 'the orders come again'
);
select play.answer_order(n, 'shipped', play.item('A')) from unnest(array['31', '32']) as n;
select is(play.run(), 'done', 'with the right key');
select alike(
  (select s from unnest(play.said()) as s where s like '%credentials%'), 'info: ✅ ShipStation takes the credentials again: it refused them (since %)',
  'which is said'
);
select play.figures_are('{"backfilled": 2}', 'they are healed');
select is_empty('select * from shipkeeper_report.alerts', 'and the alert is gone');

-- The stop holds on SQL's side as well.
select play.make_ghosts('41', '42');
create temporary table run (cycle bigint, request bigint);
insert into run values (play.start());
update run set request = play.next_request(cycle);
select results_eq(
  format('select * from shipkeeper_runner.accept_response(%s, 401, null, null, null)', request),
  $$ values (true, null::text, null::text) $$, 'the runner is told to stop'
) from run;
select is((play.next(cycle)).kind, 'done', 'and gets nothing to send') from run;
select is(
  (select s from unnest(play.said()) as s where s like '%credentials%'),
  'critical: 🚨 ShipStation refused the credentials (401) - the run stops: the key has probably expired (they last 3, 6 or 12 months), or is another''s', 'with the step it is told why'
);
select play.end_cycle(cycle) from run;
select is(play.outcome_of('41'), null, 'the order is not judged');
select is((select outcome from play.result), 'credentials_refused', 'outcome');

select * from finish();
rollback;
