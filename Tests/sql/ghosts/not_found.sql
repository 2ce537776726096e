-- A 404 cancels nothing while ShipStation has an open order of that number: it is asked for by its number first.
begin;
\ir ../prelude.psql
select plan(32);
insert into play.clock values ('2025-11-20 20:00Z');
create function play.held_as(p_number text) returns text language sql as $$
  select concat_ws(' ', held_reason, open_as) from shipkeeper_report.held_orders where order_number = p_number
$$;
-- The list of orders that begin with a number.
create function play.list(p_number text, p_orders jsonb, p_total integer default null, p_status integer default 200) returns void language sql as $$
  insert into play.answer values (
    '/orders?orderNumber=' || p_number || '&pageSize=500&page=1', p_status, '',
    convert_to(jsonb_build_object('orders', p_orders, 'total', coalesce(p_total, jsonb_array_length(p_orders)))::text, 'UTF8'), null
  )
  on conflict (path) do update set status = excluded.status, body = excluded.body
$$;
create function play.later() returns void language sql as $$
  update shipkeeper.ghost
  set held_at = held_at - interval '7 hours', next_attempt_at = next_attempt_at - interval '7 hours'
$$;

-- Remade under a new id.
select play.make_ghost('100571', p_shipstation_id => '5701'), play.make_ghost('100572');
insert into play.answer values ('/orders/5701', 404, '', '', null);
select play.answer_order('100572', 'shipped', play.item('A'));
select play.list('100571', jsonb_build_array(
  play.order_json('100571', 'awaiting_shipment', play.item('17612', 2)) || '{"orderId": 5702}',
  play.order_json('100571', 'cancelled') || '{"orderId": 5700}', play.order_json('100571', 'on_hold') || '{"orderId": 5699, "orderNumber": "100571-2"}'
));
select is(play.run(), 'done', 'an order made anew in ShipStation');
select is(
  play.sent(), array['/orders/5701', '/orders?orderNumber=100571&pageSize=500&page=1', '/orders/7100572'],
  'after the 404 it is asked for by its number, before all others'
);
select is(play.header('100571'), 'awaiting_shipment 0', 'is not cancelled');
select is(play.held_as('100571'), 'open_under_another_id 5702', 'but held, with the id of the open one');
select is(
  (select subject || ' | ' || remedy from shipkeeper_report.alerts where order_number = '100571'),
  'Order 100571 is held: open_under_another_id (there as id 5702). | ShipStation does not know the id of order 100571, and has an open order of '
  'that number: is it the same, update public.orders_inbox set shipstation_order_id = ''the id there'' where order_number = ''100571''; else '
  'select shipkeeper_operator.cancel_order(''100571'', ''not in ShipStation'').',
  'which is an alert with what to do'
);
select ok(
  'warning: ⚠️ Order 100571 not found in ShipStation (404), which has an open order of its number (id 5702) - held' = any(play.said()), 'said'
);
select is(play.header('100572'), 'shipped 1', 'the next ghost has its turn');
select is((select count(*) from shipkeeper.cancellation), 0::bigint, 'nothing is recorded as cancelled');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select play.run();
select is(play.sent(), '{}', 'held it is not asked for');
update public.orders_inbox set shipstation_order_id = '5702' where order_number = '100571';
insert into play.answer values (
  '/orders/5702', 200, '',
  convert_to((play.order_json('100571', 'awaiting_shipment', play.item('17612', 2)) || '{"orderId": 5702}')::text, 'UTF8'), null
);
select play.run();
select is(play.header('100571'), 'awaiting_shipment 2', 'under the new id it is healed');

-- Looked at again after the longest wait.
select play.make_ghost('1'), play.answer('1', 404);
select play.list('1', jsonb_build_array(play.order_json('1', 'on_hold') || '{"orderId": 99}'));
select play.run();
select play.list('1', jsonb_build_array(play.order_json('1', 'shipped') || '{"orderId": 99}'));
select play.later(), play.run();
select is(play.header('1'), 'cancelled 0', 'closed there by then: cancelled');

-- What the list may say.
create function play.not_found(p_number text, p_orders jsonb, p_total integer default null, p_status integer default 200) returns text language plpgsql as $$
begin
  perform play.make_ghost(p_number), play.answer(p_number, 404), play.list(p_number, p_orders, p_total, p_status);
  perform play.run();
  return concat_ws(', ', play.header(p_number), play.outcome_of(p_number));
end
$$;
select is(play.not_found('11', '[]'), 'cancelled 0, cancelled: not_found', 'no order: cancelled');
select is(play.not_found('12', jsonb_build_array(play.order_json('12', 'on_hold') || '{"orderId": 98, "orderNumber": "12-1"}')), 'cancelled 0, cancelled: not_found', 'another number');
select is(
  play.not_found('13', jsonb_build_array(play.order_json('13', 'awaiting_shipment', play.item('A', 3)))),
  'awaiting_shipment 3, backfilled', 'listed under its own id: healed from the list'
);
select is(
  play.not_found('14', jsonb_build_array(play.order_json('14', 'on_hold') || '{"orderId": 99, "orderNumber": " 14\u200b"}')),
  'awaiting_shipment 0, held: open_under_another_id', 'blanks and what nobody sees make no other number'
);
select is(
  play.not_found('15', jsonb_build_array(play.order_json('15', 'on_hold') || '{"orderId": "x"}')),
  'awaiting_shipment 0, held: open_under_another_id', 'one that cannot be read may be open'
);
select is(play.held_as('15'), 'open_under_another_id unreadable', 'said to be so');
select is(
  play.not_found('16', jsonb_build_array(play.order_json('161', 'on_hold')), 501),
  'awaiting_shipment 0, error: more than 500 orders begin with its number', 'a list that goes on decides nothing'
);
select is(play.not_found('17', '[]', null, 503), 'awaiting_shipment 0, error: API answered 503', 'nor a failure');
select is(play.not_found('18', '5'::jsonb, 1), 'awaiting_shipment 0, error: answer is no list of orders', 'nor what is no list');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
delete from public.orders_inbox where order_number like '1_';
select play.make_ghost('a/ b'), play.answer('a/ b', 404);
update play.answer set path = '/orders/88' where path = '/orders/7a/ b';
update public.orders_inbox set shipstation_order_id = '88' where order_number = 'a/ b';
select play.run();
select is((play.sent())[2], '/orders?orderNumber=a%2F%20b&pageSize=500&page=1', 'a number in a URL');

-- Where a 404 would not cancel it is not asked.
delete from public.orders_inbox;
insert into shipkeeper.merged_order values ('721', '9', '9', clock_timestamp());
select play.make_ghost('21'), play.answer('21', 404), play.run();
select is(play.sent()::text || play.outcome_of('21'), '{/orders/721}cancelled: merged', 'merged into another: explained');
select play.make_ghost('22'), play.answer('22', 404);
update public.orders_inbox set order_number = ' ' where order_number = '22';
select play.run();
select is(play.sent(), array['/orders/722'], 'without a number there is nothing to ask');
update shipkeeper.cancellation_stop set stopped_at = clock_timestamp();
select play.make_ghost('23'), play.answer('23', 404), play.run();
select is(play.sent()::text || play.held_as('23'), '{/orders/723}cancellations_stopped', 'nor while nothing is cancelled');
update shipkeeper.cancellation_stop set stopped_at = null;

-- What happens between the two questions.
create function play.meanwhile(p_number text, p_sql text) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
begin
  perform play.make_ghost(p_number), play.answer(p_number, 404);
  v_cycle := play.start();
  v_request := play.next_request(v_cycle);
  perform play.hand_over(v_request, 404);
  execute p_sql;
  perform play.drive(v_cycle), play.end_cycle(v_cycle);
  return concat_ws(', ', play.header(p_number), play.outcome_of(p_number));
end
$$;
select is(play.meanwhile('31', 'select'), 'cancelled 0, cancelled: not_found', 'nothing');
select is(
  play.meanwhile('32', $$ insert into public.order_items_inbox (order_inbox_id, sku, quantity)
    select id, 'A', 1 from public.orders_inbox where order_number = '32' $$),
  'awaiting_shipment 0, skipped: has_lines', 'it gets its lines: not asked for again'
);
select is(play.meanwhile('33', $$ delete from public.orders_inbox where order_number = '33' $$), 'skipped: order_gone', 'it goes');
select is(
  play.meanwhile('34', $$ update public.orders_inbox set shipstation_order_id = '5' where order_number = '34' $$),
  'awaiting_shipment 0, skipped: shipstation_id_changed', 'it gets another id: not cancelled'
);

-- Never more than one such request for a 404, and counted as allowed.
delete from public.orders_inbox;
select play.make_ghost(n::text) from generate_series(41, 43) as n;
select play.answer(n::text, 404) from generate_series(41, 43) as n;
select play.run();
select is(array_length(play.sent(), 1), 6, 'two requests each');
select is((select count(*) from public.orders_inbox where status = 'cancelled'), 3::bigint, 'all in one cycle');

select * from finish();
rollback;
