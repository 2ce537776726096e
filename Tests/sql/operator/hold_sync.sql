-- The sync writes nothing of an order that an operator holds, and makes up for it when it is let go.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(21);
create function play.header_with(p_number text, p_status text, p_id text, p_item_id bigint default null) returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
    values (p_number, '2025-11-03', p_status, p_id, 2, shipkeeper.shop_now() - interval '1 hour') returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents, shipstation_order_item_id)
  select id, 'A', 2, 1000, p_item_id from header
$$;
create function play.line(p_id bigint, p_sku text, p_quantity numeric) returns jsonb language sql as $$
  select play.item(p_sku, p_quantity, 10, jsonb_build_object('orderItemId', p_id))
$$;
create function play.has(p_number text, p_minute integer, p_status text, variadic p_items jsonb[]) returns void language sql as $$
  select play.remote_order(
    p_number, timestamp '2025-11-20 10:00' + make_interval(mins => p_minute), p_status, p_items, '{"carrierCode": "ups"}'
  )
$$;
create function play.whole(p_number text) returns text language sql as $$
  select concat_ws(' ', o.shipstation_order_id, o.status, o.total_items, o.shipping_carrier_code, array_to_string(play.lines(p_number), ','))
  from public.orders_inbox as o where o.order_number = p_number
$$;
select play.header_with('1', 'on_hold', '71', 1), play.header_with('2', 'on_hold', '72', 2), play.header_with('3', 'uploaded', null);
select shipkeeper_operator.hold_order('1', 'x'), shipkeeper_operator.hold_order('3', 'x');

-- Header and lines.
select play.has('1', 1, 'awaiting_shipment', play.line(1, 'A', 5)), play.has('2', 2, 'awaiting_shipment', play.line(2, 'A', 5));
select play.has('3', 3, 'awaiting_shipment', play.line(3, 'A', 2));
select is(play.walk(), 'done', 'a page of three that changed');
select is(play.whole('2'), '72 awaiting_shipment 5 ups A||5|1000', 'one is brought up to date');
select is(play.whole('1'), '71 on_hold 2 A||2|1000', 'the one that is held is not');
select is((select apply_at > clock_timestamp() from shipkeeper.seen_order where order_number = '1'), true, 'it is put off');
update shipkeeper.seen_order set apply_at = clock_timestamp();
select play.walk_on();
select is(play.whole('1'), '71 on_hold 2 A||2|1000', 'however long it is held');
select is((select apply_at > clock_timestamp() from shipkeeper.seen_order where order_number = '1'), true, 'put off again');
select play.has('1', 20, 'shipped', play.line(1, 'A', 5), play.line(4, 'B', 1));
select play.walk_on();
select is(play.whole('1'), '71 on_hold 2 A||2|1000', 'and however often it changes');
select is(play.refused(), '{}', 'it is not refused');

-- Linking by the number.
select is(play.whole('3'), 'uploaded 2 A||2|1000', 'the other one is not linked');
select is((select reason from shipkeeper_report.number_conflicts), 'held_by_operator', 'for that reason');
select is(play.sent()::text ~ 'orderNumber', false, 'nobody asks whether its number is unique');

-- Let go: what was seen meanwhile is asked for once more, since its lines are kept nowhere.
select shipkeeper_operator.release_order('3', 'x');
select play.walk_on();
select is(play.whole('3'), '73 uploaded 2 A||2|1000', 'released it is linked');
select play.has('1', 30, 'awaiting_shipment', play.line(1, 'A', 5), play.line(4, 'B', 1));
select play.walk_on();
select shipkeeper_operator.release_order('1', 'x');
-- Out of the next page's reach.
select play.sync('full', '2025-11-20 19:59Z');
select is(play.refused(), array['1: changed while it was held'], 'released it is to be asked for by itself');
select play.walk_on();
select ok('/orders/71' = any(play.sent()), 'which the next cycle does');
select is(play.whole('1'), '71 awaiting_shipment 6 ups A||5|1000,B||1|1000', 'header and lines follow');
select is(play.refused(), '{}', 'nothing is left to do');
select play.walk_on();
select is('/orders/71' = any(play.sent()), false, 'nor asked for again');

-- What did not change while it was held costs nothing.
select shipkeeper_operator.hold_order('2', 'x'), shipkeeper_operator.release_order('2', 'x');
select is(play.refused(), '{}', 'an order that did not change is not asked for');

-- Held between the question and the answer whether its number is unique.
select play.header_with('5', 'uploaded', null);
select play.sync('full', '2025-11-20 18:20Z');
select play.has('5', 40, 'awaiting_shipment', play.line(5, 'A', 2)), play.has('2', 41, 'on_hold', play.line(2, 'A', 5));
select play.go_wrong('GET', '%orderNumber=5%', p_before => $$ select shipkeeper_operator.hold_order('5', 'x') $$);
select play.walk_on();
select is(play.whole('5'), 'uploaded 2 A||2|1000', 'held while its number is asked for: not linked');
select shipkeeper_operator.release_order('5', 'x');
select is((select next_attempt_at <= clock_timestamp() from shipkeeper.number_conflict where order_number = '5'), true, 'and asked for at once');
select play.walk_on();
select is(play.whole('5'), '75 uploaded 2 A||2|1000', 'when it is let go');

select * from finish();
rollback;
