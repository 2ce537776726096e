-- A page that does not come, or comes as something else, is never read as "no orders".
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(38);

-- Ten orders on three pages: each starts with the last order of the page before.
update play.largest_page set orders = 4;
select play.remote_orders(1, 10);
select is(play.walk('heal_only'), 'done', 'an undisturbed walk');
select is(play.pages(), '500/1 500/1 500/1', 'asks for three pages, each the first of its window');
select is(play.seen(), '1-10', 'and sees all');
select is(play.watermark(), '2025-11-20T18:01:40Z', 'up to the newest');

-- The second page goes wrong. What came of the run; of the walk; what was said; and whether the next run made it whole.
create function play.second_page(p_status integer, p_body text default '', p_error text default null) returns text
language plpgsql as $$
declare
  v_result text;
begin
  perform play.forget();
  insert into play.spoilt_answer (request, status, body, error) values (2, p_status, convert_to(p_body, 'UTF8'), p_error);
  v_result := concat_ws(
    '; ', play.walk('heal_only'), play.pages(), play.seen(), right(play.watermark(), 9), (play.said())[1]
  );
  delete from play.spoilt_answer;
  update shipkeeper.quota set resets_at = null, blocked_until = null;
  perform play.walk_on();
  if play.seen() <> '1-10' or play.watermark() <> '2025-11-20T18:01:40Z' or play.refused() <> '{}' then
    v_result := v_result || '; and the next run did not complete it';
  end if;
  return v_result;
end
$$;

-- Asked for again in this run.
select
  is(
    play.second_page(status, body, error), 'done; ' || pages || '; 1-10; 18:01:40Z; ' || said, 'the page is asked for again: ' || said
  )
from (
  values
  (503, '', null, '500/1 500/1 500/1 500/1', 'error: ❌ Sync: API answered 503 - the page is asked for again'),
  (408, '', null, '500/1 500/1 500/1 500/1', 'error: ❌ Sync: API answered 408 - the page is asked for again'),
  (null, '', 'connect', '500/1 500/1 500/1 500/1', 'error: ❌ Sync: API not reachable - the page is asked for again'),
  (
    200, '{"orders": [', 'reset', '500/1 500/1 500/1 500/1',
    'error: ❌ Sync: connection lost before the answer was complete - the page is asked for again'
  ),
  (
    500, '', null, '500/1 500/1 256/1 500/1',
    'warning: ⚠️ Sync: API answered 500 for a page of 500 orders - smaller ones are asked for'
  ),
  (
    null, '', 'timeout', '500/1 500/1 256/1 500/1',
    'warning: ⚠️ Sync: API timeout for a page of 500 orders - smaller ones are asked for'
  ),
  (
    200, '', 'too_large', '500/1 500/1 256/1 500/1',
    'warning: ⚠️ Sync: answer larger than 16 MiB for a page of 500 orders - smaller ones are asked for'
  ),
  (
    200, '{"orders": [{"orderId": 5,', null, '500/1 500/1 256/1 500/1',
    'warning: ⚠️ Sync: answer is not whole JSON for a page of 500 orders - smaller ones are asked for'
  )
) as v (status, body, error, pages, said);

-- Given up until the next run.
select
  is(
    play.second_page(status, body),
    'incomplete; 500/1 500/1; 1-4; 18:00:40Z; error: ❌ Sync: ' || problem || ' - the watermark stays, the next cycle asks again',
    'the walk is given up: ' || body || ' (' || status || ')'
  )
from (
  values
  (200, '<html>', 'answer is HTML, not JSON'), (200, '', 'answer is empty'), (404, '', 'API answered 404'),
  (302, '', 'API answered 302'), (204, '', 'API answered 204'), (200, 'null', 'answer is no list of orders'),
  (200, '[]', 'answer is no list of orders'), (200, '{"orders": null, "total": 0}', 'answer is no list of orders'),
  (200, '{"orders": []}', 'answer is no list of orders'), (200, '{"orders": [], "total": "0"}', 'answer is no list of orders'),
  (200, '{"orders": [], "total": -1}', 'answer is no list of orders'), (200, '{"total": 3}', 'answer is no list of orders'),
  (200, '{"Message": "Unavailable"}', 'answer is no list of orders'),
  (200, '{"orders": [], "total": 7}', 'the list is empty, but its total is 7'),
  (
    200, '{"orders": [{"orderId": 1, "modifyDate": "2025-11-20T11:00:00"}, {"orderId": 2, "modifyDate": "2025-11-20T10:00:00"}], '
    '"total": 2}', 'the list is not in the order it was asked for'
  )
) as v (status, body, problem);

-- What ends the whole run.
select is(
  play.second_page(429),
  'rate_limited; 500/1 500/1; 1-4; 18:00:40Z; warning: ⚠️ Hit rate limit (429) - stopping backfill, will retry next cycle',
  'a 429 in the middle keeps the page before it, and the next run goes on from there'
);
select is(
  play.second_page(401),
  'credentials_refused; 500/1 500/1; 1-4; 18:00:40Z; critical: 🚨 ShipStation refused the credentials (401) - the run stops: the key has probably expired '
  '(they last 3, 6 or 12 months), or is another''s',
  'so do refused credentials'
);
select is(
  play.second_page(null, '', 'not_sent_stopping'), 'done; 500/1 500/1 500/1 500/1; 1-10; 18:01:40Z', 'what never left says nothing'
);

-- The first page: nothing is known yet, and nothing moves.
create function play.first_page(p_status integer, p_body text, p_watermark timestamptz default '2025-11-20 17:30Z') returns text
language plpgsql as $$
begin
  perform play.forget();
  insert into play.spoilt_answer (request, status, body) values (1, p_status, convert_to(p_body, 'UTF8'));
  return concat_ws('; ', play.walk('heal_only', p_watermark), play.seen(), coalesce(play.watermark(), 'none'));
end
$$;
select is(play.first_page(status, body), outcome || '; ; 2025-11-20T17:30:00Z', format('a first page that is none: %s %s', status, body))
from (
  values (429, '', 'rate_limited'), (200, '<html>', 'no_progress'), (200, '{"orders": [], "total": 3}', 'no_progress'),
  (404, '', 'no_progress')
) as v (status, body, outcome);
select is(play.first_page(404, '', null), 'no_progress; ; none', 'on the first run of all there is no watermark then');

-- Every page fails, in a way that says nothing of any order: five in a row, and ShipStation is down.
insert into play.spoilt_answer (request, status, happens_once) select n, 503, false from generate_series(1, 20) as n;
select is(play.walk('heal_only', '2025-11-20 17:30Z'), 'api_unavailable', 'every page is answered 503');
select is(play.pages(), '500/1 500/1 500/1 500/1 500/1', 'after five of them the run ends');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'and the watermark stays');

select * from finish();
rollback;
