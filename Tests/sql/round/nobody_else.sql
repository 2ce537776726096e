-- What no other look says: another status of an order that cannot be used, and a number that is taken where the sync is off.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(8);
create function play.two_rounds() returns text language sql as $$ select play.round(); select play.round() $$;
create function play.unreadable(p_id bigint, p_status text) returns void language sql as $$
  update play.remote set content = jsonb_set(content, '{items,0,quantity}', '"x"') || jsonb_build_object('orderStatus', p_status) where id = p_id
$$;
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.order_of('1'), play.header_of('1'), play.order_of('2'), play.header_of('2'), play.round();
select play.unreadable(71, 'shipped'), play.unreadable(72, 'on_hold');
select is(
  play.two_rounds(), 'status_mismatches: Order 1 is awaiting shipment here and shipped in ShipStation. '
  'status_mismatches: Order 2 is awaiting shipment here and on hold in ShipStation.', 'a line that cannot be read hides no other status'
);
select is((select count(*) from shipkeeper.refused_order), 2::bigint, 'the lines are refused');
update public.orders_inbox set status = 'on_hold' where order_number = '2';
select is(play.two_rounds(), 'status_mismatches: Order 1 is awaiting shipment here and shipped in ShipStation.', 'of one that has it here there is none');
select play.sync('full', clock_timestamp() - interval '2 hours'), play.round();
select is(play.two_rounds() || play.header('1'), 'shipped 2', 'mode full writes it');

-- The sync off.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), shipkeeper.forget_round(), play.sync('off');
select play.order_of('3'), play.header_of('3'), play.round(), play.unreadable(73, 'on_hold');
select is(play.two_rounds(), 'status_mismatches: Order 3 is awaiting shipment here and on hold in ShipStation.', 'off: the same');
delete from public.orders_inbox;
delete from play.remote;
select shipkeeper.forget_round();
select play.order_of('4'), play.header_of('4'), play.order_of('5');
update play.remote set content = content || '{"orderNumber": "4"}' where id = 75;
select is(play.two_rounds(), 'missing_orders: Order 4 is awaiting shipment in ShipStation, and not here.', 'off: a second order of a number');
select alike(
  (select remedy from shipkeeper_report.alerts where alert = 'missing_orders'), 'Another order here has the number 4 %(id 75)%', 'which says what to do'
);
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select is(play.two_rounds(), '', 'on again it is a conflict of numbers');

select * from finish();
rollback;
