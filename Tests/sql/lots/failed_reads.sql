-- Reads and looks that bring nothing: later, at growing intervals; what was perhaps sent is not sent again for it.
begin;
\ir prelude.psql
select plan(20);

-- Before the change: nothing was sent.
create function play.came_of_failure(p_get integer, p_path text, p_status integer, p_error text, p_body text default '')
returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong('GET', p_path) from generate_series(2, p_get);
  perform play.go_wrong('GET', p_path, p_status, p_error, p_body);
  perform play.run_lots();
  v_came_of := concat_ws(' | ', play.review('1'), play.steps());
  update shipkeeper.quota set blocked_until = null;
  perform play.reviews_are_due();
  perform play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), (select count(*) from play.taken));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_failure(c.n, c.path, c.status, c.error, c.body),
  concat_ws(' / ', 'open', c.reason) || ' | ' || c.steps || ' | closed / verified | 1', c.name
)
from (
  values
  (1, '/orders/71', null, 'timeout', '', 'API timeout', 'r', 'a read with a timeout'),
  (1, '/orders/71', 500, null, '', 'API answered 500', 'r', 'with a 500'),
  (1, '/orders/71', 429, null, '', null, 'r', 'with a 429'), (2, '/orders/71', 401, null, '', null, 'rsc', 'a 401 at the second'),
  (2, '/orders/71', 200, null, '<', 'answer is HTML, not JSON', 'rsc', 'no JSON at the second'),
  (1, '/orders/71', 200, null, '{"orderId": 72}', 'answer is another order', 'r', 'another order'),
  (1, '/orders/71', 200, null, '{"orderId": 71, "orderStatus": "awaiting_shipment", "items": [], "x": ' || repeat('[', 6000)
    || repeat(']', 6000) || '}', 'answer is nested more than 64 levels deep', 'r', 'nested deeper than can be compared'),
  (1, '/shipments%', null, 'reset', '', 'connection lost before the answer was complete', 'rs', 'labels: connection lost'),
  (1, '/shipments%', 200, null, '{}', 'answer is no list of shipments', 'rs', 'labels: no list'),
  (1, '/shipments%', 200, null, '{"shipments": [], "total": "x"}', 'answer is no list of shipments', 'rs', 'labels: no total')
) as c (n, path, status, error, body, reason, steps, name);


-- After it: a look that brings nothing is no second change either.
create function play.came_of_look(p_status integer, p_error text, p_body text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong('POST', '/orders/createorder', p_error => 'timeout', p_applied => true);
  -- Of the looks, not of the two reads before.
  perform play.go_wrong('GET', '/orders/71') from generate_series(1, 2);
  perform play.go_wrong('GET', '/orders/71', p_status, p_error, p_body) from generate_series(1, 2);
  perform play.run_lots();
  v_came_of := play.review('1');
  update shipkeeper.quota set blocked_until = null;
  perform play.reviews_are_due();
  perform play.run_lots();
  perform play.reviews_are_due();
  update shipkeeper.quota set blocked_until = null;
  perform play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), play.steps(), cardinality(play.trace('1')));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_look(c.status, c.error, c.body), c.first || ' | closed / verified | rscPkkk | 1', c.name
)
from (
  values
  ('a look with a timeout', null, 'timeout', null, 'posted / API timeout'), ('with a 500', 500, null, '', 'posted / API answered 500'),
  ('with a 404', 404, null, '', 'posted / API answered 404'), ('that is no JSON', 200, null, '<p>', 'posted / answer is HTML, not JSON'),
  ('of another order', 200, null, '{"orderId": 5}', 'posted / answer is another order'), ('with a 429', 429, null, '', 'posted'),
  ('with a 401', 401, null, '', 'posted')
) as c (name, status, error, body, first);

-- Gone from ShipStation after it: no look will ever succeed.
create function play.look_again(p_times integer) returns text language plpgsql as $$
begin
  for v_turn in 1..p_times loop
    perform play.reviews_are_due();
    perform play.run_lots();
  end loop;
  return play.review('1');
end
$$;
select play.released_order('1'),
  play.go_wrong('POST', '/orders/createorder', p_error => 'timeout', p_applied => true, p_before => 'update play.remote set id = 99');
select is(play.run_lots(), 'done', 'sent, no answer, and nothing there any more');
select is(play.look_again(4), 'posted / API answered 404', 'five looks find no order');
select is(play.look_again(1), 'closed / held / perhaps_applied', 'after the sixth, a day later, nobody looks any more');
select * from finish();
rollback;
