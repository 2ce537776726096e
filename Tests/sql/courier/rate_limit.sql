-- The 429: what it stops, for how long, and with whatever headers it comes.
begin;
\ir ../prelude.psql
select plan(34);

create temporary table run (cycle bigint, request bigint);

-- Headers, as bytes.
select is(shipkeeper.header_value('x-rate-limit-reset: 12', 'X-Rate-Limit-Reset'), '12', 'a name in any case');
select is(
  shipkeeper.header_value(E'HTTP/1.1 200 OK\r\nA: b\r\nRETRY-AFTER:\t 7 \t\r\n\r\n', 'retry-after'), '7',
  'blanks around it are trimmed'
);
select is(
  shipkeeper.header_value(E'X-Not-Retry-After: 7\r\nNote: retry-after: 8\r\n', 'retry-after'), null,
  'only at a line''s start'
);
select is(shipkeeper.header_value('', 'retry-after'), null, 'absent');
select is(shipkeeper.header_value(null, 'retry-after'), null, 'no headers at all');
select is(
  shipkeeper.header_value('\xff000d0a'::bytea || E'Retry-After: 9\r\n'::bytea, 'retry-after'), '9',
  'bytes that are no text do not hide the others'
);
select is(shipkeeper.header_value(E'Retry-After: a\r\nRetry-After: 9\r\n', 'retry-after'), 'a', 'the first one counts');
select is(shipkeeper.header_number('Retry-After: 3600', 'retry-after', 3600), 3600, 'a number');
select is(
  shipkeeper.header_number(convert_to('Retry-After: ' || v, 'UTF8'), 'retry-after', 3600), null,
  format('no number: %s', left(v, 30))
)
from unnest(array['3601', '1763700000', '99999999999999999999', '-1', '1.5', '', 'Wed, 21 Oct 2026 07:28:00 GMT',
  '٣']) as v;

-- For how long each kind of 429 blocks.
create function play.blocked_by(p_headers bytea) returns text language plpgsql as $$
declare
  v_now constant timestamptz := '2026-01-01';
begin
  update shipkeeper.quota set request_limit = 40, remaining = 5, resets_at = null, blocked_until = null,
  observed_at = null;
  perform shipkeeper.note_quota(p_headers, true, v_now);
  return (
    select format(
      '%s %s %s %s', extract(epoch from blocked_until - v_now)::integer, resets_at = blocked_until, remaining,
      request_limit
    )
    from shipkeeper.quota
  );
end
$$;
select is(play.blocked_by(h), e, d)
from (
  values
  (E'X-Rate-Limit-Limit: 60\r\nX-Rate-Limit-Remaining: 0\r\nX-Rate-Limit-Reset: 17\r\n'::bytea, '17 t 0 60',
    'until the window ends'),
  ('', '60 t 0 40', 'a minute without headers'),
  (null, '60 t 0 40', 'a minute with no headers at all'),
  ('X-Rate-Limit-Reset: 1763700000', '60 t 0 40', 'an epoch is no number of seconds'),
  ('X-Rate-Limit-Reset: 3601', '60 t 0 40', 'nor is more than an hour'),
  (E'X-Rate-Limit-Reset: soon\r\nRetry-After: 25', '25 t 0 40', 'Retry-After where the reset is unusable'),
  ('X-Rate-Limit-Reset: 0', '1 t 0 40', 'a second at least'),
  ('\x0000ff', '60 t 0 40', 'a minute with garbage'),
  (E'X-Rate-Limit-Remaining: 39\r\nX-Rate-Limit-Reset: 5', '5 t 0 40', 'nothing is left after a 429, whatever it says')
) as v (h, e, d);

-- In a cycle.
select play.make_ghosts('1', '2', '3');
update shipkeeper.quota set request_limit = null, remaining = null, resets_at = null, blocked_until = null,
  observed_at = null;
insert into run values (play.start());
update run set request = play.next_request(cycle);
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, 429, null, null, null) $$, request),
  $$ values (true, null::text, null::text) $$,
  'a 429 stops the runner'
) from run;
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, 200, null, null, null) $$, request),
  $$ values (true, null::text, null::text) $$,
  'handed over again: the same'
) from run;
select is((play.next(cycle)).kind, 'done', 'and the cycle') from run;
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'rate_limited', 'which says so');
select play.figures_are('{"rate_limited": true, "errors": 0, "requests": 1}', 'in its metrics as well');
select is(play.outcome_of('1'), null, 'no order is judged by it');
select is(
  (select array_agg(s) from unnest(play.said()) as s where s like '%429%'),
  array['warning: ⚠️ Hit rate limit (429) - stopping backfill, will retry next cycle'], 'it is said once'
);
select is(
  (select setbacks || ' ' || (next_attempt_at <= clock_timestamp()) from shipkeeper.ghost where order_number = '1'),
  '0 true',
  'the order asked for comes again in the next cycle'
);
update shipkeeper.quota set blocked_until = clock_timestamp(), resets_at = clock_timestamp();
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 3) as n;
select play.run();
select play.figures_are('{"backfilled": 3, "ghost_orders_found": 3}', 'nothing is lost');

select * from finish();
rollback;
