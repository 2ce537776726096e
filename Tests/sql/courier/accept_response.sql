-- Taking an answer: kept, judged, and answered at once; the same answer twice counts once.
begin;
\ir ../prelude.psql
select plan(69);

-- How an answer is classified.
select is(shipkeeper.classify_answer(status, error), verdict, format('%s %s is %s', status, error, verdict))
from (
  values
  (200, null, 'answer'), (404, null, 'not_found'), (429, null, 'rate_limited'), (401, null, 'credentials_refused'),
  (402, null, 'credentials_refused'), (403, null, 'credentials_refused'), (500, null, 'api_failure'),
  (503, null, 'api_failure'),
  (599, null, 'api_failure'), (408, null, 'api_failure'), (400, null, 'unexpected'), (301, null, 'unexpected'),
  (204, null, 'unexpected'), (600, null, 'unexpected'), (null, null, 'unexpected'), (200, 'too_large', 'unexpected'),
  (null, 'timeout', 'api_failure'), (200, 'reset', 'api_failure'), (404, 'reset', 'api_failure'),
  (429, 'reset', 'rate_limited'),
  (401, 'too_large', 'credentials_refused'), (null, 'not_sent_late', 'not_sent'),
  (null, 'not_sent_writes_off', 'not_sent'),
  (null, 'not_sent_refused', 'not_sent'), (null, 'not_sent_stopping', 'not_sent'),
  (null, 'a code of tomorrow', 'api_failure')
) as v (status, error, verdict);

select is(shipkeeper.classify_answer(status, null, body), verdict, format('%s %s is %s', status, left(encode(body, 'escape'), 40), verdict))
from (
  values
  (200, '{"message": "Too Many Requests"}'::bytea, 'rate_limited'), (503, 'TOO MANY REQUESTS', 'rate_limited'),
  (404, '<html>Too many requests</html>', 'rate_limited'), (200, '"Too Many Requests"', 'rate_limited'),
  (200, '{"orderId": 1, "customerNotes": "too many requests"}', 'answer'),
  (200, '{"orders": [], "message": "too many requests"}', 'answer'),
  (200, convert_to('{"message": "too many requests ' || repeat('x', 1024) || '"}', 'UTF8'), 'answer'),
  (200, '{"message": "few requests"}', 'answer')
) as v (status, body, verdict);

-- What a failure is called.
select is(shipkeeper.failure_phrase(status, error), phrase, format('%s %s is called %s', status, error, phrase))
from (
  values
  (null, 'timeout', 'API timeout'), (null, 'connect', 'API not reachable'), (null, 'tls', 'TLS failure'),
  (200, 'reset', 'connection lost before the answer was complete'), (200, 'too_large', 'answer larger than 16 MiB'),
  (null, 'transport', 'transport failure'), (503, null, 'API answered 503'), (null, null, 'no answer'),
  (null, 'a code of tomorrow', 'no answer')
) as v (status, error, phrase);

-- A request nobody made.
select results_eq(
  $$ select * from shipkeeper_runner.accept_response(-1, 200, '', '', null) $$,
  $$ values (true, 'error', '❌ The runner handed over an answer to a request that was never made') $$,
  'an unknown request'
);
select is((select stop from shipkeeper_runner.accept_response(null, null, null, null, null)), true, 'nulls everywhere');

create temporary table run (cycle bigint, request bigint);
select play.make_ghosts('1', '2', '3', '4', '5', '6');
insert into run values (play.start());
update run set request = play.next_request(cycle);

-- The answer is kept as the bytes received.
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, 200, 'A: b', '\x7b00ff7d', null) $$, request),
  $$ values (false, null::text, null::text) $$, 'an answer: go on, nothing to say'
) from run;
select results_eq(
  $$ select state, status, error, verdict, answer, answer_bytes, stop from shipkeeper.request $$,
  $$ values ('answered', 200, null::text, 'answer', '\x7b00ff7d'::bytea, 4::bigint, false) $$, 'it is stored'
);
create temporary table stored as select * from shipkeeper.request;
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, 429, null, null, 'reset') $$, request),
  $$ values (false, null::text, null::text) $$, 'handed over again, even differently: the first verdict'
) from run;
select results_eq('select * from shipkeeper.request', 'select * from stored', 'and the first answer');
update shipkeeper.request set body = 'sent';
select play.next(cycle) from run;
select results_eq(
  'select state, answer, answer_bytes, body from shipkeeper.request',
  $$ values ('worked', null::bytea, 4::bigint, null::bytea) $$,
  'once it is worked on, its body is gone, and the one sent as well'
);
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, 429, null, null, null) $$, request),
  $$ values (false, null::text, null::text) $$, 'handed over after that: still the first verdict'
) from run;

-- Bodies of other answers are not kept at all, but a short word with a 404 until it is worked on.
update run set request = play.next_request(cycle);
select play.hand_over(request, 404, '\x01') from run;
select is((select answer from shipkeeper.request where status = 404), '\x01'::bytea, 'the short body of a 404 is kept');
select is((select answer_bytes from shipkeeper.request where status = 404), 1::bigint, 'its length is');
update run set request = play.next_request(cycle);
select play.hand_over(request, 200, '{"orders": [], "total": 0}') from run;

-- A failed request counts once, however often it is handed over.
update run set request = play.next_request(cycle);
select play.hand_over(request, null, null, 'timeout'), play.hand_over(request, null, null, 'timeout') from run;
select is((select api_failures_in_row from shipkeeper.cycle), 1, 'a failure handed over twice counts once');

-- Requests that never left.
select play.drive(cycle) from run where false;
update run set request = play.next_request(cycle);
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, null, null, null, 'not_sent_late') $$, request),
  $$ values (false, null::text, null::text) $$, 'sent too late: go on'
) from run;
select is((select api_failures_in_row from shipkeeper.cycle), 1, 'which says nothing of the API');
update run set request = play.next_request(cycle);
select play.hand_over(request, null, null, 'not_sent_writes_off') from run;
update run set request = play.next_request(cycle);
select play.hand_over(request, null, null, 'not_sent_stopping') from run;
select play.end_cycle(cycle) from run;
select is((select outcome from play.result), 'done', 'a cycle that was told to stop is done');
select play.figures_are('{"requests": 4, "errors": 2}', 'requests that never left are not counted');
select is(
  (select count(*) from shipkeeper.order_outcome where order_number in ('4', '5', '6')), 0::bigint,
  'nor is their order judged'
);
select is(
  (select count(*) from shipkeeper.ghost where order_number in ('4', '5', '6') and setbacks = 0
    and next_attempt_at <= clock_timestamp()),
  3::bigint, 'it comes again in the next cycle'
);

-- A request the runner will not send.
delete from run;
insert into run values (play.start());
update run set request = play.next_request(cycle);
select results_eq(
  format($$ select * from shipkeeper_runner.accept_response(%s, null, null, null, 'not_sent_refused') $$, request),
  $$ values (true, null::text, null::text) $$,
  'refused by the runner'
) from run;
select is(play.end_cycle(cycle) -> 'requests', '0', 'no request was sent') from run;
select is((select outcome from play.result), 'failed', 'the cycle failed');

-- Whatever comes in, nothing raises.
create function play.accept_odd(p_status integer, p_headers bytea, p_body bytea, p_error text) returns void
language plpgsql as $$
declare
  v_cycle bigint;
begin
  v_cycle := play.start();
  perform shipkeeper_runner.accept_response(play.next_request(v_cycle), p_status, p_headers, p_body, p_error);
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
end
$$;
delete from public.orders_inbox;
delete from shipkeeper.ghost;
select play.make_ghost('1');
select play.answer('1', 400);
select lives_ok(format('select play.accept_odd(%s)', arguments), 'nothing raises: ' || left(arguments, 40))
from unnest(array[
  'null, null, null, null', '-1, null, null, null', '2147483647, ''\x00ff'', ''\xff'', repeat(''e'', 100000)',
  '200, null, null, ''''',
  '200, ''\x0d0a0d0a'', ''\x00'', null',
  '200, repeat(''X-Rate-Limit-Reset: 9'', 10000)::bytea, repeat(''['', 100000)::bytea, null'
]) as arguments, lateral (select play.make_due()) as due;

select * from finish();
rollback;
