-- After whatever answer or none: a look first, never a second change blindly; ShipStation's order ends right, and the
-- trace has one row.
begin;
\ir prelude.psql
select plan(33);

create function play.state_of_all() returns text language sql as $$
  select concat_ws(' | ', play.review('1'), play.skus('1')::text, play.lines('1')::text, cardinality(play.trace('1')), play.steps())
$$;
-- What a change comes to that goes wrong in a way: after the cycle in which it did, and after the next ones.
create function play.came_of(
  p_status integer, p_error text, p_body text, p_applied boolean, p_is_killed boolean, p_cycles integer
) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong('POST', '/orders/createorder', p_status, p_error, p_body, p_applied, p_is_killed);
  for v_cycle in 1..p_cycles loop
    perform play.run_lots();
    perform play.lease_expires();
    perform play.reviews_are_due();
    update shipkeeper.quota set blocked_until = null;
  end loop;
  v_came_of := play.state_of_all();
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;

create temporary table old_and_new (old text, new text);
insert into old_and_new values (
  '{"17612 - 250237"} | {"17612|17612 - 250237|2|1000"} | 0', '{"17612 - 250300"} | {"17612|17612 - 250300|2|1000"} | 1'
);
-- Taken in, whatever came of the answer: the look finds it so.
select is(
  play.came_of(c.status, c.error, c.body, true, c.is_killed, 2), 'closed / verified | ' || new || ' | ' || c.steps,
  'taken in, ' || c.name
)
from old_and_new, (
  values
  ('a timeout', null, 'timeout', null, false, 'rscPk'), ('the connection lost', null, 'reset', null, false, 'rscPk'),
  ('a 500', 500, null, '{"Message": "An error has occurred."}', false, 'rscPk'), ('a 503', 503, null, '', false, 'rscPk'),
  ('a 400', 400, null, '{}', false, 'rscPk'), ('an answer that is no JSON', 200, null, '<html>', false, 'rscPk'),
  ('an answer of another order', 200, null, '{"orderId": 5}', false, 'rscPk'), ('an empty answer', 200, null, '', false, 'rscPk'),
  ('an answer too large', 200, 'too_large', '', false, 'rscPk'), ('a 429', 429, null, '', false, 'rscPk'),
  ('a 401', 401, null, '', false, 'rscPk'), ('the runner killed', null, null, null, true, 'rscPk')
) as c (name, status, error, body, is_killed, steps);

-- Not taken in, and it may be that it never arrived: decided anew, and sent again.
select is(
  play.came_of(c.status, c.error, c.body, false, c.is_killed, 3), 'closed / verified | ' || new || ' | rscPkrscPk',
  'not taken in, ' || c.name || ': sent again after a look'
)
from old_and_new, (
  values
  ('a timeout', null, 'timeout', null, false), ('not reachable', null, 'connect', null, false),
  ('the connection lost', null, 'reset', null, false), ('an answer that is no JSON', 200, null, '<html>', false),
  ('an empty answer', 200, null, '', false), ('a 429', 429, null, '', false), ('the runner killed', null, null, null, true)
) as c (name, status, error, body, is_killed);
select is(
  play.came_of(c.status, c.error, c.body, false, c.is_killed, 1), c.verdict || old || ' | ' || c.steps,
  'in the cycle itself, ' || c.name
)
from old_and_new, (
  values
  ('a timeout', null, 'timeout', null, false, 'open / not_applied | ', 'rscPk'),
  ('a 429', 429, null, '', false, 'posted | ', 'rscP'), ('the runner killed', null, null, null, true, 'posted | ', 'rscP')
) as c (name, status, error, body, is_killed, verdict, steps);

-- ShipStation refused it: a look, then a person.
select is(
  play.came_of(c.status, null, c.body, false, false, 4),
  format('closed / held / refused (%s) | %s | rscPk', c.status, old), format('a %s', c.status)
)
from old_and_new, (
  values (400, '{"Message": "Invalid serviceCode"}'), (500, '{"Message": "An error has occurred."}'), (503, ''), (404, ''), (409, '')
) as c (status, body);

-- Three attempts, at growing intervals.
select play.released_order('1');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout') from generate_series(1, 5);
create temporary table attempt (n integer, review text, posts integer, minutes numeric, said text []);
create function play.attempt(p_n integer) returns void language plpgsql as $$
begin
  perform play.reviews_are_due();
  perform play.run_lots();
  insert into attempt
  select
    p_n, play.review('1'), r.posts,
    case when r.state = 'open' then round(extract(epoch from r.next_look_at - clock_timestamp()) / 60) end, play.said()
  from shipkeeper.lot_review as r;
end
$$;
select play.attempt(n) from generate_series(1, 4) as n;
select results_eq(
  'select review, posts, minutes from attempt order by n',
  $$
  values ('open / not_applied', 1, 5::numeric), ('open / not_applied', 2, 10), ('closed / held / not_applied', 3, null),
    ('closed / held / not_applied', 3, null)
  $$, 'three attempts at growing intervals, then a person'
);
select is(
  (select said from attempt where n = 3),
  array['warning: ⚠️ Lots of order 1 held: ShipStation has not taken the change in three attempts'], 'it is said'
);
select is((select said from attempt where n = 4), '{}', 'after which it rests');
select is(play.steps(), 'rscPkrscPkrscPk', 'a look between any two');
select is(play.trace('1'), '{}', 'nothing was changed, so there is no trace of it');
select is(play.outcome_of('1'), 'held: not_applied', 'the outcome is kept');

select * from finish();
rollback;
