-- Open here, gone there: reported by two looks with the call that cancels it, cancelled only where a setting lets it.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(55);
select play.order_of('1'), play.order_of('2'), play.header_of('1'), play.header_of('2');
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select is(play.round(), '', 'two orders that are open on both sides');
select is(play.lists(), 5::bigint, 'five lists, one for each open status');
select is(play.asked_by_id(), '', 'nobody is asked for by his id');

-- Deleted in ShipStation.
delete from play.remote where id = 71;
select is(play.round(), '', 'one look is not enough');
select is(play.asked_by_id(), '1', 'whom no list shows is asked for by his id, and nobody else');
select is(play.differences(), '1 gone 1', 'it is kept');
select is((select is_reported from shipkeeper_report.order_differences), false, 'analysts see it');
select is(
  play.round(), 'gone_orders: Order 1 is awaiting shipment here, and ShipStation does not know it any more (404).', 'the second look reports it'
);
select is((select order_number from shipkeeper_report.alerts where alert = 'gone_orders'), '1', 'with the order''s number');
select alike(
  (select remedy from shipkeeper_report.alerts where alert = 'gone_orders'), '%then select shipkeeper_operator.cancel_order(''1'', ''deleted in ShipStation'').',
  'and the call that cancels it'
);
select is(play.header('1'), 'awaiting_shipment 0', 'an order that has lines is not cancelled');
select is((select count(*) from shipkeeper.cancellation), 0::bigint, 'nobody is');

-- An operator cancels it.
select throws_like($$ select shipkeeper_operator.cancel_order('99', 'x') $$, 'There is no order 99.', 'no such order');
select throws_ok($$ select shipkeeper_operator.cancel_order('1', ' ') $$, 'P0001', null, 'no reason');
-- What the shop's own trigger waits for is not waited for: its header is locked already.
create function play.wait() returns trigger language plpgsql security definer as $$
begin
  raise exception 'locked' using errcode = 'lock_not_available';
end
$$;
create trigger wait before update on public.orders_inbox for each row execute function play.wait();
select throws_like(
  $$ select shipkeeper_operator.cancel_order('1', 'x') $$, 'Another program is at work on order 1: call again.', 'what cannot be had at once is no failure'
);
create function play.note_wait() returns trigger language plpgsql security definer as $$
begin
  perform set_config('play.waited', current_setting('lock_timeout'), true);
  return new;
end
$$;
drop trigger wait on public.orders_inbox;
create trigger wait before update on public.orders_inbox for each row execute function play.note_wait();
select shipkeeper_operator.cancel_order('1', 'deleted in ShipStation');
select is(current_setting('play.waited'), '20ms', 'nor is it waited for longer than others may wait');
drop trigger wait on public.orders_inbox;
select is(play.header('1'), 'cancelled 0', 'cancelled');
select is(play.lines('1'), '{A||2|}', 'its lines stay');
select results_eq(
  'select order_number, reason, previous_status from shipkeeper_report.cancellations', $$ values ('1', 'operator', 'awaiting_shipment') $$, 'it is kept what it was'
);
select throws_like($$ select shipkeeper_operator.cancel_order('1', 'x') $$, 'Order 1 is cancelled already.', 'not twice');
select play.run();
select is_empty('select * from shipkeeper_report.order_differences', 'the next run forgets that it differed, long before it would look again');
select is((select metrics ->> 'differences' from play.result), '0', 'nor does it count it');
select is(play.round(), '', 'the alert is gone');
select shipkeeper_operator.undo_cancellations('-infinity', 'mistaken', '1');
select is(play.header('1'), 'awaiting_shipment 0', 'the cancellation can be undone');

-- The setting: two 404, a day apart.
delete from shipkeeper.cancellation;
update shipkeeper.settings set cancel_gone_orders = true;
select play.round(), play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'within a day no number of 404 cancels it');
update shipkeeper.difference set proven_at = proven_at - interval '24 hours';
-- No order known by its id came back in this cycle.
select play.sync('off'), play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'nor in a cycle in which this account was not proven');
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
create temporary table kept on commit drop as select looks from shipkeeper.difference;
select play.answer('1', 404, convert_to('<html>not here</html>', 'UTF8')), play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'nor for a web page with that status');
select is((select looks from shipkeeper.difference), (select looks from kept), 'which is no look');
delete from play.answer;
update shipkeeper.settings set gone_cancellations_per_day = 0;
select play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'nor beyond its own limit');
select ok(
  play.has_said('warning: ⚠️ 0 orders were cancelled in 24 hours that are gone from ShipStation - further ones wait'), 'which is said'
);
select play.round();
select ok(
  not play.has_said('warning: ⚠️ 0 orders were cancelled in 24 hours that are gone from ShipStation - further ones wait'), 'once'
);
update shipkeeper.settings set gone_cancellations_per_day = 1, cancellations_per_day = 1;
select play.answer('1', 404, convert_to('{"Message": "Not found"}', 'UTF8')), play.round();
select is(play.header('1'), 'cancelled 0', 'else it is cancelled');
select ok(play.has_said('warning: ⚠️ Order 1 not found in ShipStation (404) twice, a day apart - marked as cancelled'), 'which is said');
select is((select reason from shipkeeper.cancellation), 'gone', 'for a reason of its own');
select is(shipkeeper.are_cancellations_stopped(), false, 'which never stops the ghosts'' cancellations');
delete from play.answer;

-- A person's word counts more.
select shipkeeper_operator.undo_cancellations('-infinity', 'no');
select play.round();
update shipkeeper.difference set proven_at = proven_at - interval '25 hours';
update shipkeeper.settings set gone_cancellations_per_day = 100;
select play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'undone by an operator, it is not cancelled again');
delete from shipkeeper.cancellation;
select shipkeeper_operator.hold_order('1', 'x'), play.round();
select is(play.header('1'), 'awaiting_shipment 0', 'nor one that an operator holds');
select shipkeeper_operator.release_order('1', 'x');

-- It comes back; or the shop closes it; or it was never asked for: just uploaded, without an id.
select play.order_of('1');
select is(play.round() || play.differences(), '', 'listed again: no difference');
delete from play.remote where id = 71;
select play.round(), play.round();
update public.orders_inbox set status = 'shipped' where order_number = '1';
select play.watch();
select is((select count(*) from shipkeeper_report.alerts where alert = 'gone_orders'), 0::bigint, 'closed here the alert ends at once');
update public.orders_inbox set status = 'synced_manual' where order_number = '1';
select is(play.round() || play.asked_by_id(), '', 'a status of the shop''s own is not compared');
update public.orders_inbox set status = 'on_hold', shipstation_order_id = 'abc' where order_number = '1';
select is(play.round() || play.asked_by_id(), '', 'an id that is none is not asked for');
update public.orders_inbox set shipstation_order_id = '71' where order_number = '1';
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '1');
select is(play.round('["round"]') || play.asked_by_id(), '', 'a ghost is asked for as a ghost');

-- Those that are not open any more, or ghosts, leave a round together: one by one they would cost the square of their number.
select play.make_ghosts('11', '12'), play.header_of('13'), play.make_ghosts('14', '15');
update shipkeeper.settings set round_requests = 6;
select is(play.round('["round"]') || play.asked_by_id(), '13', 'past ghosts the one order is asked for that no list shows');
select is((select count(*) from shipkeeper.round_order), 0::bigint, 'the ghosts behind it have left the round with those before it');
update shipkeeper.settings set round_requests = default;

-- Cancelled so, and listed again: taken back, in heal_only, too; once.
delete from public.orders_inbox;
select shipkeeper.forget_round(), play.header_of('21'), play.header_of('2'), play.order_of('21'), play.round();
delete from play.remote where id = 721;
select play.round();
update shipkeeper.difference set proven_at = proven_at - interval '25 hours';
select play.round();
select is(play.header('21'), 'cancelled 0', 'two 404 a day apart');
select play.order_of('21'), play.round('["round"]'), play.round();
select is(play.header('21'), 'awaiting_shipment 2', 'open there again: it has the status that it had');
select is((select undone_by from shipkeeper.cancellation where order_number = '21'), 'ShipStation', 'it is kept who undid it');
delete from play.remote where id = 721;
select play.round();
update shipkeeper.difference set proven_at = proven_at - interval '25 hours';
select is(
  play.round(), 'gone_orders: Order 21 is awaiting shipment here, and ShipStation does not know it any more (404).', 'gone once more it is reported'
);
select is(play.header('21'), 'awaiting_shipment 2', 'and not cancelled');

-- Off.
update shipkeeper.settings set round_every = '0';
select is(play.round() || play.lists(), '0', 'no round');
select is((select count(*) from shipkeeper.difference) + (select count(*) from shipkeeper.round_order), 0::bigint, 'and nothing left of it');

-- A 404 in a cycle in which this account was not proven is no first one.
update shipkeeper.settings set round_every = '1 microsecond';
delete from public.orders_inbox;
delete from play.remote;
delete from shipkeeper.cancellation;
select shipkeeper.forget_round(), play.order_of('31'), play.header_of('31'), play.order_of('32'), play.header_of('32'), play.round();
create table play.ours as select * from play.remote;
delete from play.remote;
select play.order_of('99'), play.round();
select is(play.differences(), '31 gone 1, 32 gone 1, 99 not_here 1', 'the key of another account knows none of them');
update shipkeeper.difference set found_at = found_at - interval '25 hours', proven_at = proven_at - interval '25 hours';
delete from play.remote;
insert into play.remote select * from play.ours where id = 732;
select play.round();
select is(play.header('31'), 'awaiting_shipment 0', 'a day later, with our own, one 404 cancels nothing');
select alike(
  (select string_agg(subject, ' ') from shipkeeper_report.alerts where alert = 'gone_orders'), 'Order 31 is %', 'it is reported'
);
select play.round();
update shipkeeper.difference set proven_at = proven_at - interval '24 hours';
select play.round();
select is(play.header('31'), 'cancelled 0', 'the second one that counts does');

select * from finish();
rollback;
