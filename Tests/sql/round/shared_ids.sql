-- Two open headers with one ShipStation id: their units count twice, and that is said.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(7);
create function play.both() returns text language sql as $$
  select 'unit_mismatches: Order 1 has 4 units here and 2 in ShipStation, together with order 2, which has its ShipStation id (71), too.'
$$;
select play.sync('heal_only', clock_timestamp() - interval '2 hours'), play.order_of('1'), play.header_of('1');
select is(play.round(), '', 'an order');
select play.header_of('2');
update public.orders_inbox set shipstation_order_id = '71' where order_number = '2';
select is(play.round('["round"]'), play.both(), 'a second header gets its id, and a round sees both');
select is(play.round('["sync"]'), play.both(), 'so does a walk');
update shipkeeper.settings set sync_mode = 'full';
select is(play.round(), play.both(), 'in mode full, too');
select is(play.header('1') || play.header('2'), 'awaiting_shipment 0awaiting_shipment 0', 'which writes neither');
select alike(
  (select remedy from shipkeeper_report.alerts where alert = 'unit_mismatches'), 'Only one order here can be ShipStation''s order 71: look which, %',
  'what is to be done is no matter of lines'
);
update public.orders_inbox set shipstation_order_id = null where order_number = '2';
select is(play.round(), '', 'corrected: it ends');

select * from finish();
rollback;
