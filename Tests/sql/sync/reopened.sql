-- A decision falls with its ground: lines of an order that is open again, and a cancellation for a 404 of one that is listed as open.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(32);
create function play.there(p_number text, p_status text, p_modified text, p_items jsonb[]) returns bigint language sql as $$
  select play.remote_order(p_number, p_modified::timestamp, p_status, p_items)
$$;
create function play.item_96(p_sku text, p_quantity integer) returns jsonb[] language sql as $$
  select array[play.item(p_sku, p_quantity, 10, '{"orderItemId": 96}')]
$$;
create function play.here(p_number text) returns text language sql as $$
  select concat_ws(' ', play.header(p_number), play.lines(p_number)::text)
$$;

-- A label is voided and the lines are edited before the next cycle.
select play.there('1', 'shipped', '2025-11-20 10:01', play.item_96('17612', 2)), play.walk();
select is(play.here('1'), 'shipped 2 {17612||2|1000}', 'shipped');
select play.there('1', 'awaiting_shipment', '2025-11-20 10:05', play.item_96('17904', 2)), play.walk_on();
select is(play.here('1'), 'awaiting_shipment 2 {17904||2|1000}', 'open again with other lines: both are written');
select is((select count(*) from shipkeeper_report.unit_differences), 0::bigint, 'nothing differs');
select play.there('1', 'cancelled', '2025-11-20 10:06', play.item_96('17904', 3)), play.walk_on();
select is(play.here('1'), 'cancelled 3 {17904||3|1000}', 'edited and closed: the lines with which it was');
select play.there('1', 'cancelled', '2025-11-20 10:07', play.item_96('17904', 4)), play.walk_on();
select is(play.here('1'), 'cancelled 3 {17904||3|1000}', 'closed here and there: its lines are left');
select play.there('1', 'on_hold', '2025-11-20 10:08', play.item_96('17904', 5)), play.walk_on();
select is(play.here('1'), 'on_hold 5 {17904||5|1000}', 'cancelled, then restored with other lines');
select play.there('1', 'shipped', '2025-11-20 10:09', play.item_96('17904', 5)), play.walk_on();
select play.there('1', 'processing', '2025-11-20 10:10', play.item_96('17904', 6)), play.walk_on();
select is(play.here('1'), 'shipped 5 {17904||5|1000}', 'a status that is not known opens nothing: its lines are left');

-- Shipped without a line, then open with some: it is a ghost then, and healed as one.
select play.make_ghost('2', 'shipped'), play.there('2', 'awaiting_shipment', '2025-11-20 10:11', play.item_96('A', 1)), play.walk_on();
select is(play.here('2'), 'awaiting_shipment 0 {}', 'open again without lines here');
select play.run();
select is(play.here('2'), 'awaiting_shipment 1 {A||1|1000}', 'healed by the next cycle');

-- Cancelled for a 404, then listed.
create function play.cancelled_by_404(p_number text, p_status text default 'uploaded') returns void language plpgsql as $$
begin
  perform play.make_ghost(p_number, p_status);
  update shipkeeper.settings set sync_mode = 'off';
  perform play.run('{"kind": "run", "only": ["ghosts"]}');
end
$$;
create function play.cancellation(p_number text) returns text language sql as $$
  select concat_ws(', ', reason, previous_status, undone_by, undone_reason) from shipkeeper_report.cancellations where order_number = p_number
  order by cancelled_at desc limit 1
$$;
create function play.listed(p_mode text) returns text language plpgsql as $$
begin
  perform play.sync(p_mode, '2025-11-20 17:00Z');
  return play.run('{"kind": "run", "only": ["sync"]}');
end
$$;
select play.cancelled_by_404('11'), play.cancelled_by_404('12', 'awaiting_shipment');
select is(play.here('11') || play.here('12'), 'cancelled 0 {}cancelled 0 {}', 'two ghosts that were not found');
select play.there('11', 'awaiting_shipment', '2025-11-20 10:20', play.item_96('B', 2));
select play.listed('heal_only');
select is(play.here('11'), 'uploaded 0 {}', 'heal_only: listed as open again it has the status it had');
select is(play.cancellation('11'), 'not_found, uploaded, ShipStation, listed as awaiting_shipment', 'recorded as undone by ShipStation');
select is(play.outcome_of('11'), 'updated: open_again', 'an outcome');
select ok('warning: ⚠️ Order 11 is open in ShipStation again - its cancellation is taken back' = any(play.said()), 'said');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select is(play.here('12'), 'cancelled 0 {}', 'the one that is not listed stays cancelled');
update shipkeeper.settings set sync_mode = 'heal_only';
select play.run();
select is(play.here('11'), 'awaiting_shipment 2 {B||2|1000}', 'and the next cycle heals it');
select is((select count(*) from shipkeeper_report.alerts where order_number = '11'), 0::bigint, 'nobody is needed');

select play.there('12', 'on_hold', '2025-11-20 10:21', play.item_96('B', 3)), play.listed('full');
select is(play.here('12'), 'on_hold 0 {}', 'full: the status that ShipStation says');
select play.run();
select is(play.here('12'), 'on_hold 3 {B||3|1000}', 'then its lines');

-- Not found again: held.
select play.cancelled_by_404('13');
select play.there('13', 'on_hold', '2025-11-20 10:22', play.item_96('B', 1)), play.listed('heal_only');
delete from play.remote where id = 713;
update public.orders_inbox set updated_at = updated_at - interval '1 hour' where order_number = '13';
update shipkeeper.settings set sync_mode = 'off';
select play.run();
select is(play.header('13') || ' ' || play.held('13'), 'uploaded 0 cancelled_again', 'a second 404 is held');

-- What is left.
select play.cancelled_by_404('21'), play.cancelled_by_404('22'), play.cancelled_by_404('23'), play.cancelled_by_404('24'), play.cancelled_by_404('25');
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '21';
update public.orders_inbox set status = 'cancelled' where order_number = '21';
select play.there('22', 'shipped', '2025-11-20 10:30', play.item_96('B', 1)), play.there('21', 'on_hold', '2025-11-20 10:31', play.item_96('B', 1));
insert into shipkeeper.merged_order values ('723', '9', '9', clock_timestamp());
select play.there('23', 'on_hold', '2025-11-20 10:32', play.item_96('B', 1));
select shipkeeper_operator.hold_order('24', 'strange');
select play.there('24', 'on_hold', '2025-11-20 10:33', play.item_96('B', 1));
update public.orders_inbox set order_number = '25b' where order_number = '25';
select play.there('25', 'on_hold', '2025-11-20 10:34', play.item_96('B', 1));
select play.listed('heal_only');
select is(play.header('21'), 'cancelled 0', 'cancelled by somebody else since');
select ok(
  (select subject like 'Order 21 was cancelled here%' from shipkeeper_report.alerts where alert = 'cancelled_here_open_there' and order_number = '21'),
  'which is an alert'
);
select is(play.header('22'), 'cancelled 0', 'closed there');
select is(play.header('23'), 'cancelled 0', 'merged into another');
select is(play.header('24'), 'cancelled 0', 'held by an operator');
select is(play.header('25b'), 'cancelled 0', 'listed with another number');
select is(
  (select count(*) from shipkeeper_report.cancellations where order_number like '2_%' and undone_at is not null), 0::bigint, 'none is recorded as undone'
);

-- An order with lines that was cancelled so gets its status alone in heal_only.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
values ('31', '2025-11-03', 'cancelled', '731', 7);
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'C', 7 from public.orders_inbox where order_number = '31';
insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
select id, '31', '731', 'merged', 'awaiting_shipment', clock_timestamp(), 1 from public.orders_inbox where order_number = '31';
select play.there('31', 'on_hold', '2025-11-20 10:40', play.item_96('B', 1)), play.listed('heal_only');
select is(play.here('31'), 'awaiting_shipment 7 {C||7|}', 'an order with lines: its status alone');
select is((select was_applied from shipkeeper.seen_order where order_number = '31'), false, 'which is not ShipStation''s, so full writes that');
update shipkeeper.seen_order set seen_at = seen_at - interval '1 minute';
select play.listed('full');
select is(play.header('31'), 'on_hold 7', 'as soon as it may');

-- Another program is at work on it: asked for again by itself.
select play.cancelled_by_404('41');
select play.there('41', 'on_hold', '2025-11-20 10:41', play.item_96('B', 1));
select is(
  (shipkeeper.choose_outcome(k, 'update', null, false, true), shipkeeper.choose_reason(k, 'update', null, false))::text, '(error,locked)',
  'locked by another program it is refused, so asked for again'
)
from (
  select (jsonb_populate_record(null::shipkeeper.known_order,
    '{"given_back": "uploaded", "is_locked": false, "is_held": false, "status": "cancelled", "is_claimed": false, "number_differs": false}')).*
) as k;

select * from finish();
rollback;
