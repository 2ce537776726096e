-- After whatever answer or none: a look first, never a second change blindly; ShipStation's order ends right, and the
-- trace has one row.
begin;
\ir prelude.psql
select plan(45);

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
  play.came_of(c.status, c.error, c.body, false, c.is_killed, c.cycles), 'closed / verified | ' || new || ' | rscP' || c.looks || 'rscPk',
  'not taken in, ' || c.name || ': sent again after ' || length(c.looks) || ' looks'
)
from old_and_new, (
  values
  ('a timeout', null, 'timeout', null, false, 4, 'kkkk'), ('not reachable', null, 'connect', null, false, 4, 'kkkk'),
  ('the connection lost', null, 'reset', null, false, 4, 'kkkk'), ('an answer that is no JSON', 200, null, '<html>', false, 4, 'kkkk'),
  ('an empty answer', 200, null, '', false, 4, 'kkkk'), ('a 500', 500, null, '{"Message": "An error has occurred."}', false, 4, 'kkkk'),
  ('a 503', 503, null, '', false, 4, 'kkkk'), ('a 408', 408, null, '', false, 4, 'kkkk'), ('a 302', 302, null, '', false, 4, 'kkkk'),
  ('a 400 that is cut off', 400, 'reset', '', false, 4, 'kkkk'), ('a 429', 429, null, '', false, 3, 'k'),
  ('the runner killed', null, null, null, true, 5, 'kkkk')
) as c (name, status, error, body, is_killed, cycles, looks);
select is(
  play.came_of(c.status, c.error, c.body, false, c.is_killed, 1), c.verdict || old || ' | ' || c.steps,
  'in the cycle itself, ' || c.name
)
from old_and_new, (
  values
  ('a timeout', null, 'timeout', null, false, 'posted | ', 'rscPk'),
  ('a 429', 429, null, '', false, 'posted | ', 'rscP'), ('the runner killed', null, null, null, true, 'posted | ', 'rscP')
) as c (name, status, error, body, is_killed, verdict, steps);

-- ShipStation refused it: a look, then a person.
select is(
  play.came_of(c.status, null, c.body, false, false, 4),
  format('closed / held / refused (%s) | %s | rscPk', c.status, old), format('a %s', c.status)
)
from old_and_new, (
  values (400, '{"Message": "Invalid serviceCode"}'), (403, ''), (404, ''), (409, ''), (422, '{}')
) as c (status, body);

-- Three changes, each looked for through an hour; the last through six.
select play.released_order('1');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout') from generate_series(1, 5);
create temporary table attempt (n integer, review text, posts integer, minutes numeric, said text []);
create function play.attempt(p_n integer) returns void language plpgsql as $$
begin
  perform play.run_lots();
  insert into attempt
  select p_n, play.review('1'), r.posts, round(extract(epoch from r.next_look_at - r.posted_at) / 60), play.said()
  from shipkeeper.lot_review as r;
  update shipkeeper.lot_review as r
  set
    posted_at = r.posted_at - (r.next_look_at - clock_timestamp()), opened_at = r.opened_at - (r.next_look_at - clock_timestamp()),
    next_look_at = clock_timestamp();
end
$$;
select play.attempt(n) from generate_series(1, 12) as n;
select results_eq(
  'select review, posts, minutes from attempt order by n',
  $$
  select case n when 11 then 'closed / held / not_applied' when 12 then 'closed / held / not_applied' else coalesce(r, 'posted') end, p, m
  from (
    values (1, 1, 5::numeric, 'posted'), (2, 1, 15, 'posted'), (3, 1, 60, 'posted'), (4, 2, 5, 'posted'),
      (5, 2, 15, 'posted'), (6, 2, 60, 'posted'), (7, 3, 5, 'posted'), (8, 3, 15, 'posted'), (9, 3, 60, 'posted'),
      (10, 3, 360, 'posted'), (11, 3, 360, null), (12, 3, 360, null)
  ) as v (n, p, m, r)
  $$, 'looked at after 0, 5, 15, 60 minutes, three times; after the last also six hours later, then a person'
);
select is(
  (select said from attempt where n = 11),
  array['warning: ⚠️ Lots of order 1 held: ShipStation has not taken the change in 3 attempts'], 'it is said'
);
select is((select said from attempt where n = 12), '{}', 'after which it rests');
select is(play.steps(), 'rscPkkkkrscPkkkkrscPkkkkk', 'four looks between any two');
select is(play.trace('1'), '{}', 'nothing was changed, so there is no trace of it');
select is(play.outcome_of('1'), 'held: not_applied', 'the outcome is kept');

-- What would end it meanwhile waits: the order is looked at through the six hours, and ends so if nothing has come of the change.
create function play.ends_after(p_sql text, p_late boolean) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  delete from shipkeeper.request;
  perform play.released_order('8');
  perform play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
  perform play.run_lots();
  execute p_sql;
  perform play.hour_passes();
  v_came_of := play.review('8');
  if p_late then
    perform play.edit_remote('8', '{"items.0.sku": "17612 - 250300"}');
  end if;
  update shipkeeper.lot_review as r
  set posted_at = r.posted_at - interval '5 hours', opened_at = r.opened_at - interval '5 hours', next_look_at = clock_timestamp()
  where r.state <> 'closed';
  perform play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('8'), play.steps());
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
delete from shipkeeper.order_outcome;
select is(play.ends_after(c.sql, false), c.verdict, c.name || ' while it is looked at')
from (
  values
  ('an override', 'update public.orders_inbox set manual_lot_override = true', 'posted | closed / skipped / manual_override | rscPkkkkk'),
  ('the mode', 'update shipkeeper.settings set lot_mode = ''off''', 'posted | closed / skipped / mode | rscPkkkkk'),
  ('the order deleted here', 'delete from public.orders_inbox', 'posted | closed / skipped / order_gone | rscPkkkkk'),
  ('a label', 'insert into play.shipment values (78, ''{}'')', 'posted / skipped / not_updatable | closed / skipped / not_updatable | rscPkkkkrsk'),
  ('put on hold in ShipStation', $$ select play.edit_remote('8', '{"orderStatus": "on_hold"}') $$,
    'posted / skipped / not_updatable | closed / skipped / not_updatable | rscPkkkkrk')
) as c (name, sql, verdict);
select is(play.ends_after(c.sql, true), c.verdict, c.name || ', and the change comes late')
from (
  values
  ('an override', 'update public.orders_inbox set manual_lot_override = true', 'posted | closed / verified | rscPkkkkk'),
  ('a label', 'insert into play.shipment values (78, ''{}'')', 'posted / skipped / not_updatable | closed / verified | rscPkkkkrsk')
) as c (name, sql, verdict);

select * from finish();
rollback;
