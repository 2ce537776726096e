-- An order with a line that cannot be read, of which no date of change tells: the round hands it to the sync, which says so.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(16);
-- Changes an order there without its date.
create function play.change(p_number text, p_status text, p_quantity numeric) returns void language sql as $$
  update play.remote
  set content = content || jsonb_build_object('orderStatus', p_status, 'items', jsonb_build_array(play.item('A', p_quantity)))
  where content ->> 'orderNumber' = p_number
$$;
-- An order that changed three days ago, and the one behind which every later walk starts.
create function play.old_order(p_number text) returns void language sql as $$
  select play.remote_order(
    p_number, shipkeeper.pacific_wall(clock_timestamp() - interval '3 days')::timestamp(0), 'awaiting_shipment', array[play.item('A', 2)]
  );
  select play.order_of('900')
$$;
-- A day later: what could not be used is a concern.
create function play.refused_for_a_day() returns text language sql as $$
  update shipkeeper.refused_order set refused_at = clock_timestamp() - interval '25 hours';
  select shipkeeper.note_alerts();
  select coalesce(string_agg(a.subject, ' '), '') from shipkeeper_report.alerts as a where a.alert = 'refused_orders'
$$;

select play.sync('heal_only'), play.old_order('5'), play.header_of('5'), play.header_of('900');
select is(play.round() || play.refused()::text, '{}', 'heal_only: two orders that agree');
select play.change('5', 'on_hold', 2.5), play.round(), play.round();
select is(play.refused(), '{"5: quantity of an item is no usable number"}', 'an order with such a line is refused with its reason');
select is(
  play.refused_for_a_day(), 'Order 5 of ShipStation''s could not be used for more than a day: quantity of an item is no usable number.', 'which is an alert in time'
);
select play.round();
select is((select count(*) from shipkeeper.order_outcome where order_number = '5'), 1::bigint, 'the next round says nothing new');
select play.change('5', 'awaiting_shipment', 2), play.make_refused_due(), play.round();
select is(play.refused()::text || play.refused_for_a_day(), '{}', 'it can be read again: it ends');

-- On no list.
select play.change('5', 'shipped', 2.5), play.round();
select is(play.asked_by_id(), '5 5', 'shipped: asked for by its id, and then by the sync');
select is((select ended from shipkeeper.round order by round_id desc limit 1), 'done', 'the round does not wait for it');
select play.round();
select is(play.refused(), '{"5: quantity of an item is no usable number"}', 'refused, too');
select play.answer('5', 200, '{"orderId": 1}'), play.round('["round"]');
select is((select count(*) from shipkeeper.round_order), 1::bigint, 'another order in the place of it says nothing');
delete from play.answer;
select shipkeeper.forget_round();

-- A ghost is met when it is asked for.
select play.old_order('6'), play.make_ghost('6'), play.change('6', 'awaiting_shipment', 2.5), play.round('["round"]');
select is((select count(*) from shipkeeper.refused_order where order_number = '6'), 0::bigint, 'a ghost is left to its own request');

-- full: its status is written.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), play.sync('full'), play.old_order('7');
select is(play.round() || play.header('7'), 'awaiting_shipment 2', 'full: it comes in');
select play.change('7', 'on_hold', 2.5), play.round(), play.round();
select is(play.header('7'), 'on_hold 2', 'the status is written, where the lines cannot be');
select is(play.refused(), '{"7: quantity of an item is no usable number"}', 'and they are reported');

-- Not here.
update shipkeeper.settings set import_order_number_pattern = '^[^9]';
select play.old_order('9'), play.old_order('10'), play.change('9', 'on_hold', 2.5), play.change('10', 'on_hold', 2.5);
select play.round();
select is((select count(*) from shipkeeper.refused_order where order_number = '10'), 1::bigint, 'one that is not here is refused, too');
select is((select count(*) from shipkeeper.refused_order where order_number = '9'), 0::bigint, 'unless its number is left out');
update shipkeeper.settings set import_order_number_pattern = default;

-- Nobody would ask for it.
select play.sync('off'), play.old_order('8'), play.header_of('8'), play.change('8', 'on_hold', 2.5), play.round();
select is((select count(*) from shipkeeper.refused_order where order_number = '8'), 0::bigint, 'with the sync off it is left');

select * from finish();
rollback;
