-- An order that has another number in ShipStation, where no date of change says so.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(31);
create function play.change(p_number text, p_more jsonb) returns void language sql as $$
  update play.remote set content = content || p_more where id = 7000000 + p_number::integer
$$;
-- An order that changed three days ago, and the one behind which every later walk starts.
create function play.old_order(p_number text) returns void language sql as $$
  select play.remote_order(
    p_number, shipkeeper.pacific_wall(clock_timestamp() - interval '3 days')::timestamp(0), 'awaiting_shipment', array[play.item('A', 2)]
  );
  update play.remote set id = 7000000 + p_number::integer, content = content || jsonb_build_object('orderId', 7000000 + p_number::integer)
  where content ->> 'orderNumber' = p_number;
  select play.order_of('900')
$$;
create function play.known_order(p_number text) returns void language sql as $$
  select play.header_of(p_number);
  update public.orders_inbox set shipstation_order_id = (7000000 + p_number::integer)::text where order_number = p_number;
  select play.old_order(p_number)
$$;
create function play.held() returns text language sql as $$
  select coalesce(string_agg(a.order_number || ': ' || a.subject, ' ' order by a.order_number), '')
  from shipkeeper_report.alerts as a where a.alert = 'held_orders'
$$;
create function play.held_after_a_round(p_kinds jsonb default '["sync", "ghosts", "lots", "round"]') returns text language plpgsql as $$
begin
  perform play.round(p_kinds);
  return play.held();
end
$$;

-- heal_only.
select play.sync('heal_only'), play.known_order('11'), play.header_of('900');
select is(play.held_after_a_round(), '', 'the numbers agree');
select play.change('11', '{"orderNumber": "12"}');
select is(play.held_after_a_round('["sync"]'), '', 'the number alone is edited there: no walk meets the order again');
select is(
  play.held_after_a_round(), '11: Order 11 is held: number_differs (12 in ShipStation).', 'the round does: an alert, by the number that it has here'
);
select ok(
  'warning: ⚠️ Order 11 is order 12 in ShipStation (id 7000011) - held until the numbers agree or an operator releases it' = any(play.said()),
  'it says so'
);
select matches(
  (select a.remedy from shipkeeper_report.alerts as a where a.order_number = '11'),
  '^ShipStation''s order with the id of order 11 has another number: correct .*release_order\(''11'', ''same order''\)\.$', 'and what to do'
);
select play.round('["round"]');
select ok(not play.said()::text like '%held until%', 'the next round does not say it again');
select is(play.outcome_of('11'), 'held: number_differs', 'recorded');
select is((select count(*) from shipkeeper.order_outcome where order_number = '11'), 1::bigint, 'once');
select play.change('11', '{"orderNumber": " 11"}');
select is(play.held_after_a_round(), '', 'corrected there, blanks apart: it ends');
select play.change('11', '{"orderNumber": "13"}');
select is(play.held_after_a_round('["round"]'), '11: Order 11 is held: number_differs (13 in ShipStation).', 'a third number');
update public.orders_inbox set order_number = '13' where order_number = '11';
select play.watch();
select is(play.held(), '', 'corrected here: it ends at once');
select play.change('11', '{"orderNumber": "14"}');
select play.round(), shipkeeper_operator.release_order('13', 'same order');
select is(play.held_after_a_round(), '', 'accepted: whatever round sees it again');
select play.change('11', '{"orderNumber": "15"}');
select is(play.held_after_a_round(), '13: Order 13 is held: number_differs (15 in ShipStation).', 'another one than was accepted');
update shipkeeper.settings set number_must_match = false;
select is(play.held_after_a_round(), '', 'number_must_match off');
update shipkeeper.settings set number_must_match = true;
-- By its id: no list shows it.
select play.change('11', '{"orderNumber": "16", "orderStatus": "shipped"}');
select is(play.held_after_a_round(), '13: Order 13 is held: number_differs (16 in ShipStation).', 'shipped there meanwhile');

-- full: what changes beside the number is not written, until the numbers agree.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), play.sync('full'), play.old_order('21');
select is(play.held_after_a_round() || play.header('21'), 'awaiting_shipment 2', 'it comes in');
select play.change('21', jsonb_build_object('orderNumber', '22', 'items', jsonb_build_array(play.item('A', 2), play.item('B', 3))));
select is(play.held_after_a_round(), '21: Order 21 is held: number_differs (22 in ShipStation).', 'another number, and a line more');
select is(play.header('21'), 'awaiting_shipment 2', 'nothing of it is written');
select play.round();
select is(play.header('21'), 'awaiting_shipment 2', 'however often it is seen');
select play.change('21', '{"orderNumber": "21"}');
select is(play.held_after_a_round() || play.header('21'), 'awaiting_shipment 5', 'the numbers agree: what was put off is written');
select play.change('21', jsonb_build_object('orderNumber', '22', 'items', jsonb_build_array(play.item('A', 7))));
select play.round(), shipkeeper_operator.release_order('21', 'same order'), play.round();
select is(play.held(), '', 'accepted: it ends');
select is(play.header('21'), 'awaiting_shipment 7', 'and is written');

-- Under an id in the form of API V2: known as that order by the number that it had.
delete from public.orders_inbox;
delete from play.remote;
delete from shipkeeper.number_difference;
select play.forget(), play.sync('heal_only'), play.known_order('31'), play.header_of('900');
update public.orders_inbox set shipstation_order_id = 'se-' || shipstation_order_id where order_number = '31';
select is(play.held_after_a_round(), '', 'se-: the numbers agree');
select play.change('31', '{"orderNumber": "32"}');
select is(play.held_after_a_round(), '31: Order 31 is held: number_differs (32 in ShipStation).', 'the number alone is edited there');
select is(play.differences(), '', 'which is no order that is missing here');
select is(play.held_after_a_round(), '31: Order 31 is held: number_differs (32 in ShipStation).', 'whatever round sees it again');
select play.sync('full'), play.change('31', jsonb_build_object(
  'modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp() - interval '5 minutes'), 'YYYY-MM-DD"T"HH24:MI:SS'), 'orderStatus', 'on_hold'
));
select play.round();
select is((select count(*) from public.orders_inbox), 2::bigint, 'full, on a page: it does not come in a second time');
select is(play.held(), '31: Order 31 is held: number_differs (32 in ShipStation).', 'it is held');
select shipkeeper_operator.release_order('31', 'same order'), play.round(), play.round();
select is(play.held() || play.header('31'), 'on_hold 2', 'accepted: it ends, and is written');
update public.orders_inbox set shipstation_order_id = 'se-7000041' where order_number = '31';
delete from play.remote where id = 7000031;
select play.old_order('41'), play.round();
select is((select count(*) from public.orders_inbox), 3::bigint, 'one that was never known as that order is another');

delete from public.orders_inbox;
select play.forget(), play.sync('heal_only'), play.header_of('900'), play.header_of('42');
update public.orders_inbox set shipstation_order_id = 'se-7000041' where order_number = '42';
select play.round();
select is(play.round(), 'missing_orders: Order 41 is awaiting shipment in ShipStation, and not here.', 'heal_only: and is said not to be here');

select * from finish();
rollback;
