-- One unreadable part costs that part: a line the lines, a status itself.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(30);
create function play.there(p_number text, p_status text, p_modified text, variadic p_items jsonb[]) returns bigint language sql as $$
  select play.remote_order(p_number, p_modified::timestamp, p_status, p_items)
$$;
create function play.line(p_id integer, p_sku text, p_quantity numeric) returns jsonb language sql as $$
  select play.item(p_sku, p_quantity, 10, jsonb_build_object('orderItemId', p_id))
$$;
create function play.here(p_number text) returns text language sql as $$
  select concat_ws(' ', play.header(p_number), play.lines(p_number)::text)
$$;
create function play.refusal(p_number text) returns text language sql as $$
  select reason from shipkeeper_report.refused_orders where order_number = p_number
$$;
create function play.alerted(p_number text) returns text language sql as $$
  select string_agg(alert || ' | ' || subject, '; ') from shipkeeper_report.alerts where order_number = p_number
$$;

-- A line that cannot be read.
select play.there('1', 'awaiting_shipment', '2025-11-20 10:01', play.line(1, '17612', 2)), play.walk();
select play.there('1', 'shipped', '2025-11-20 10:05', play.line(1, '17612', 2), play.line(2, 'FABRIC', 0.375)), play.walk_on();
select is(play.here('1'), 'shipped 2 {17612||2|1000}', 'its status is written, its lines are left');
select is(play.refusal('1'), 'quantity of an item is no usable number', 'and shown');
select is(play.outcome_of('1'), 'error: quantity of an item is no usable number', 'recorded');
update shipkeeper.refused_order set refused_at = refused_at - interval '25 hours';
select play.watch();
select is(
  play.alerted('1'),
  'refused_orders | Order 1 of ShipStation''s could not be used for more than a day: quantity of an item is no usable number.', 'after a day an alert'
);
select play.walk_on();
select is((select count(*) from shipkeeper.order_outcome where order_number = '1' and outcome = 'error'), 1::bigint, 'listed again, it is said once');
-- Mended in ShipStation without another date of change, it is asked for by itself.
select play.there('1', 'awaiting_shipment', '2025-11-20 10:05', play.line(1, '17612', 2), play.line(2, 'FABRIC', 3));
update shipkeeper.refused_order set next_attempt_at = clock_timestamp();
select play.walk_on();
select is(play.here('1'), 'awaiting_shipment 5 {17612||2|1000,FABRIC||3|1000}', 'as soon as they can be read, the lines come in');
select is(play.refusal('1'), null, 'it is refused no more');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');

create function play.becomes(p_items jsonb, p_status text default 'on_hold') returns text language plpgsql as $$
begin
  perform play.there('1', 'awaiting_shipment', '2025-11-20 10:06', play.line(1, 'A', 2)), play.walk_on();
  update public.orders_inbox set status = 'awaiting_shipment' where order_number = '1';
  update play.remote set content = content || jsonb_build_object('modifyDate', '2025-11-20T10:07:00', 'orderStatus', p_status, 'items', p_items) where id = 71;
  delete from shipkeeper.seen_order;
  perform play.walk_on();
  return concat_ws(', ', play.here('1'), play.refusal('1'));
end
$$;
select is(play.becomes('null'), 'on_hold 2 {A||2|1000}, items are missing or no list', 'items that are none');
select is(play.becomes('[5]'), 'on_hold 2 {A||2|1000}, an item is no object', 'an item that is none');
select is(
  play.becomes(jsonb_build_array(play.line(1, 'A', 1), play.line(1, 'B', 1))), 'on_hold 2 {A||2|1000}, two items have one orderItemId', 'one id twice'
);
select is(
  play.becomes(jsonb_build_array(play.line(1, 'A', 2147483647), play.line(2, 'B', 1))),
  'on_hold 2 {A||2|1000}, quantities add up to more than an integer holds', 'too many units'
);
select is(play.becomes('[5]', 'processing'), 'awaiting_shipment 2 {A||2|1000}, an item is no object', 'and an unknown status: both are left');
select shipkeeper_operator.hold_order('1', 'x');
select is(play.becomes('[5]', 'shipped'), 'awaiting_shipment 2 {A||2|1000}, an item is no object', 'an operator''s hold holds the status, too');
select shipkeeper_operator.release_order('1', 'x');
update play.remote set content = content || '{"modifyDate": "2025-11-20T10:07:30"}' where id = 71;

-- Not for those.
select play.make_ghost('2'), play.there('2', 'shipped', '2025-11-20 10:10', play.line(1, 'A', 0.5)), play.walk_on();
select is(play.here('2'), 'awaiting_shipment 0 {}', 'a ghost keeps its status');
select play.there('3', 'on_hold', '2025-11-20 10:11', play.line(1, 'A', 0.5)), play.walk_on();
select is((select count(*) from public.orders_inbox where order_number = '3'), 0::bigint, 'a new order does not come in');
select is(play.refusal('3'), 'quantity of an item is no usable number', 'but is shown');
select play.there('4', 'on_hold', '2025-11-20 10:12', play.line(1, 'A', 5)), play.walk_on();
select play.there('4', 'shipped', '2025-11-20 10:02', play.line(1, 'A', 0.5));
select play.walk();
select is(play.header('4'), 'on_hold 5', 'older data writes nothing');
update public.orders_inbox set status = 'pending' where order_number = '4';
select play.there('4', 'shipped', '2025-11-20 10:13', play.line(1, 'A', 0.5)), play.walk_on();
select is(play.header('4'), 'pending 5', 'the uploader''s order is left');

-- A status that is not known.
select play.forget(), play.there('5', 'awaiting_shipment', '2025-11-20 10:20', play.line(1, '17612', 2)), play.walk();
select play.there('5', 'processing', '2025-11-20 10:21', play.line(1, '17612', 3)), play.walk_on();
select is(play.here('5'), 'awaiting_shipment 3 {17612||3|1000}', 'the status is left, the lines are written');
select ok('warning: ⚠️ Order 5 has an unknown status in ShipStation (processing) - its status here is left' = any(play.said()), 'said');
select is(
  (select string_agg(outcome || ' ' || reason, ', ' order by reason) from shipkeeper.order_outcome where order_number = '5' and reason is not null),
  'updated lines, skipped unknown_status_left', 'recorded'
);
select play.watch();
select is(
  play.alerted('5'),
  'unknown_statuses | Order 5 has the status processing in ShipStation, which is not known here: its status here is left as it was.', 'an alert'
);
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select play.walk_on();
select ok(not play.said()::text like '%unknown status%', 'said once');
select play.there('5', 'shipped', '2025-11-20 10:22', play.line(1, '17612', 3)), play.walk_on(), play.watch();
select is(play.alerted('5'), null, 'the alert ends with it');
select play.there('5', 'processing', '2025-11-20 10:23', play.line(1, '17612', 3)), play.walk('heal_only');
select ok(play.said()::text like '%unknown status%', 'heal_only says it, too');
select is(play.header('5'), 'shipped 3', 'and leaves it');

-- An order there whose units are not here is said at once.
insert into public.orders_inbox (order_number, order_date, status) values ('6', '2025-11-03', 'awaiting_shipment');
select play.there('6', 'awaiting_shipment', '2025-11-20 10:24', play.line(1, 'A', 1)), play.walk_on(), play.watch();
select is(
  play.alerted('6'), 'number_conflicts | Order 6 here is not given the id of the order in ShipStation that has its number (id 76, awaiting_shipment): not uploaded.',
  'another order here, without its units'
);
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from public.orders_inbox where order_number = '6';
select play.there('6', 'awaiting_shipment', '2025-11-20 10:25', play.line(1, 'A', 1)), play.walk_on(), play.watch();
select is(play.alerted('6'), null, 'with its units it has a day');

select * from finish();
rollback;
