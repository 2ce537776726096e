-- An order that stands as uploaded here: what becomes of it in ShipStation without a date of change is met by the round.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(9);
create function play.old_order(p_number text) returns void language sql as $$
  select play.remote_order(
    p_number, shipkeeper.pacific_wall(clock_timestamp() - interval '3 days')::timestamp(0), 'awaiting_shipment', array[play.item('A', 2)]
  );
  select play.header_of(p_number, 'uploaded')
$$;
create function play.cancel_there(p_number text) returns void language sql as $$
  update play.remote set content = content || '{"orderStatus": "cancelled"}' where content ->> 'orderNumber' = p_number
$$;

select play.sync('heal_only', clock_timestamp() - interval '2 hours'), play.order_of('900'), play.header_of('900');
select play.old_order('1'), play.old_order('2');
select is(play.round() || play.asked_by_id(), '', 'open there: nothing differs');
select play.cancel_there('1');
delete from play.remote where id = 72;
select is(play.round(), '', 'one look is not enough');
select is(play.asked_by_id(), '1 2', 'whom no list shows is asked for by his id');
select is(
  play.round(), 'gone_orders: Order 2 is uploaded here, and ShipStation does not know it any more (404). '
  'status_mismatches: Order 1 is uploaded here and cancelled in ShipStation.', 'heal_only: cancelled and deleted are reported'
);
select is(play.header('1') || play.header('2'), 'uploaded 0uploaded 0', 'and nothing is written');
update public.orders_inbox set status = 'cancelled' where order_number in ('1', '2');
select is(play.round(), '', 'closed here the alerts end');

-- The uploader's time comes first.
select play.old_order('3'), play.cancel_there('3');
update public.orders_inbox set updated_at = shipkeeper.shop_now() where order_number = '3';
select play.round();
select is(play.round() || play.asked_by_id(), '', 'uploaded just now: it may not be found there yet');
update public.orders_inbox set updated_at = updated_at - interval '1 day' where order_number = '3';
select play.sync('full'), play.round(), play.round();
select is(play.header('3'), 'cancelled 2', 'full: its status is written');
select is(play.round(), '', 'and that is all');

select * from finish();
rollback;
