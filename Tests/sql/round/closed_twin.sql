-- Two headers with one ShipStation id, of which one is closed: the other is compared, and nothing is written.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(9);
create function play.twins(p_number text, p_lines jsonb default '{"A": 2}', p_closed text default 'cancelled') returns void language sql as $$
  select play.header_of(p_number || 'x', p_closed), play.header_of(p_number, 'awaiting_shipment', p_lines);
  update public.orders_inbox set shipstation_order_id = '7' || p_number where order_number = p_number || 'x'
$$;
create function play.two_rounds() returns text language sql as $$ select play.round(); select play.round() $$;
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.order_of('1'), play.twins('1');
select is(play.two_rounds(), '', 'the open one is as in ShipStation');
select play.order_of('1', 'shipped');
select is(play.two_rounds(), 'status_mismatches: Order 1 is awaiting shipment here and shipped in ShipStation.', 'shipped there: the open one differs');
select play.sync('full', clock_timestamp() - interval '2 hours');
select is(play.two_rounds(), 'status_mismatches: Order 1 is awaiting shipment here and shipped in ShipStation.', 'mode full says so, too');
select is(play.header('1') || ' ' || play.header('1x'), 'awaiting_shipment 0 cancelled 0', 'and writes neither');
select is((select count(*) from shipkeeper.refused_order), 0::bigint, 'nor is it asked for again and again');
update public.orders_inbox set status = 'shipped' where order_number = '1';
select is(play.two_rounds(), '', 'set here it is over');

-- Other lines; the closed one came later.
select play.order_of('2', p_items => array[play.item('B', 2)]), play.header_of('2'), play.header_of('2x', 'shipped', '{"B": 2}');
update public.orders_inbox set shipstation_order_id = 'se-72' where order_number = '2';
update public.orders_inbox set shipstation_order_id = '72' where order_number = '2x';
select is(play.two_rounds(), 'line_mismatches: Order 2 has as many units here as in ShipStation, and other lines.', 'its lines are compared');

-- Of two closed ones there is nothing to say.
select play.order_of('3', 'shipped'), play.twins('3'), play.round();
update public.orders_inbox set status = 'cancelled' where order_number = '3';
select play.order_of('2', 'awaiting_shipment'), play.two_rounds();
select is(play.round(), '', 'two that are closed');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');

select * from finish();
rollback;
