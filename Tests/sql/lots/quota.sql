-- A rate limit stops a cycle of lots, the quota's reserve stays for others, ghosts go first.
begin;
\ir prelude.psql
select plan(14);

-- The rate limit stops a cycle, and blocks the next.
create temporary table limited (n integer, method text, path text, verdict text);
insert into limited values
(1, 'GET', '/orders/%', 'open'), (1, 'GET', '/shipments%', 'open'), (2, 'GET', '/orders/%', 'open'),
(1, 'POST', '/orders/createorder', 'posted'), (3, 'GET', '/orders/%', 'posted');
create function play.came_of(p_limited limited) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.released_order('2');
  perform play.go_wrong(p_limited.method, p_limited.path) from generate_series(2, p_limited.n);
  perform play.go_wrong(p_limited.method, p_limited.path, 429);
  v_came_of := play.run_lots();
  v_came_of := concat_ws(
    ' | ', v_came_of, play.review('1'), play.review('2'), (select count(*) from play.fault),
    (select outcome from shipkeeper_runner.begin_cycle('host:1', 2, '{"kind": "run"}'))
  );
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of(l), format('rate_limited | %s | open | 0 | blocked', l.verdict),
  format('a 429 to %s %s, number %s, stops the cycle', l.method, l.path, l.n)
)
from limited as l;

-- The reserve of the quota is the shop's own: waited for, never used up.
select play.released_order('1');
update shipkeeper.quota set request_limit = 40, remaining = 8, resets_at = clock_timestamp() + interval '20 seconds';
update shipkeeper.lot_state set posted_at = null;
select play.run_lots();
select is((select array_agg(s.kind || coalesce(' ' || s.method, '') order by s.n) from (
  select * from play.step order by n limit 3
) as s), array['say', 'wait', 'send GET'], 'with the reserve left it waits first');
select is(play.review('1'), 'closed / verified', 'and does its work then');
select play.released_order('2');
update shipkeeper.settings set cycle_budget = '10 seconds';
update shipkeeper.quota set remaining = 8, resets_at = clock_timestamp() + interval '20 seconds';
select is(play.run_lots(), 'done', 'where the cycle is too short to wait');
select is(play.review('2') || play.sent()::text, 'open{}', 'it is left for the next cycle');
select is(
  play.said(), array['info: This cycle''s share of requests or time is used up - the next goes on'], 'which is said'
);
update shipkeeper.settings set cycle_budget = default;
update shipkeeper.quota set remaining = 40;

-- A wait in the middle of a review: it is read once more before the change.
select play.go_wrong('GET', '/orders/72');
select play.go_wrong('GET', '/orders/72', p_before => $$
  update shipkeeper.quota set remaining = 8, resets_at = clock_timestamp() + interval '20 seconds';
  update shipkeeper.settings set cycle_budget = '10 seconds'
$$);
select play.run_lots();
select is(play.review('2') || play.posts(), 'open0', 'what was read and not sent begins anew in the next cycle');
select is(
  (select concat(post_body is null, ' ', state) from shipkeeper.lot_review where order_number = '2'), 't open',
  'its body is erased'
);
update shipkeeper.settings set cycle_budget = default;
update shipkeeper.quota set remaining = 40;

-- Ghosts go first.
select play.make_ghost('9');
select play.remote_order('9', '2025-11-03 10:00');
select play.run('{"kind": "run", "writes_allowed": true}');
select is((play.sent())[1:2], array['/orders/79', '/orders/72'], 'ghosts go first');
select is(play.review('2'), 'closed / verified', 'and lots in the same cycle');

select * from finish();
rollback;
