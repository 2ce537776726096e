-- What was cancelled here by Shipkeeper or through it is looked at for ever: shipped or open in ShipStation it is said.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(11);
create function play.cancelled() returns text language sql as $$
  select play.round(); select play.round();
  select coalesce(string_agg(a.alert || ': ' || a.subject, ' ' order by a.alert), '') from shipkeeper_report.alerts as a
  where a.alert in ('status_mismatches', 'cancelled_here_open_there')
$$;
create function play.becomes(p_id bigint, p_status text) returns void language sql as $$
  update play.remote
  set content = content || jsonb_build_object(
    'orderStatus', p_status, 'modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp()), 'YYYY-MM-DD"T"HH24:MI:SS')
  )
  where id = p_id
$$;
create function play.follow() returns void language plpgsql as $$
begin
  execute (select substring(remedy from 'update .*(?=\.$)') from shipkeeper_report.alerts where alert = 'cancelled_here_open_there');
end
$$;
select play.sync('heal_only', clock_timestamp() - interval '2 hours');

-- By an operator.
select play.order_of('1'), play.header_of('1'), play.round(), shipkeeper_operator.cancel_order('1', 'deleted in ShipStation'), play.becomes(71, 'shipped');
select is(play.cancelled(), 'cancelled_here_open_there: Order 1 was cancelled here, and is shipped in ShipStation.', 'an operator cancelled it, and it shipped');
select play.follow();
select is(play.cancelled() || play.header('1'), 'shipped 0', 'the statement of the alert ends it');

-- Since it was cancelled there.
select play.order_of('2', 'cancelled'), play.make_ghost('2');
select is(play.cancelled() || play.header('2'), 'cancelled 2', 'a ghost that is cancelled there');
select play.becomes(72, 'shipped');
select is(play.cancelled(), 'cancelled_here_open_there: Order 2 was cancelled here, and is shipped in ShipStation.', 'and shipped there later');
select play.follow();

-- Open there after the time in which cancellations are looked at.
select play.order_of('3'), play.header_of('3'), play.round(), shipkeeper_operator.cancel_order('3', 'x'), play.becomes(73, 'on_hold');
select is(play.cancelled(), 'cancelled_here_open_there: Order 3 was cancelled here, and is on hold in ShipStation.', 'open there');
update shipkeeper.cancellation set cancelled_at = cancelled_at - interval '91 days';
select is(play.cancelled(), 'status_mismatches: Order 3 is cancelled here and on hold in ShipStation.', 'after three months it is one that differs');
update public.orders_inbox set status = 'on_hold' where order_number = '3';
select is(play.cancelled(), '', 'until it does no more');

-- Under another id since.
select play.order_of('4'), play.header_of('4'), play.round(), shipkeeper_operator.cancel_order('4', 'made anew'), play.becomes(74, 'cancelled');
select play.order_of('5');
update play.remote set content = content || '{"orderNumber": "4"}' where id = 75;
update public.orders_inbox set shipstation_order_id = '75' where order_number = '4';
select is(play.cancelled(), 'status_mismatches: Order 4 is cancelled here and awaiting shipment in ShipStation.', 'the order that it is by now is open');
-- One that cannot be used is not kept as seen: nobody else would say so.
delete from public.orders_inbox;
select play.forget(), shipkeeper.forget_round(), play.sync('off');
select play.order_of('6', p_items => array[play.item('A', 2.5)]), play.header_of('6'), shipkeeper_operator.cancel_order('6', 'x');
select is(play.cancelled(), 'status_mismatches: Order 6 is cancelled here and awaiting shipment in ShipStation.', 'an order that cannot be used, the sync off');
select play.sync('heal_only', clock_timestamp() - interval '2 hours');
select is(play.cancelled(), 'status_mismatches: Order 6 is cancelled here and awaiting shipment in ShipStation.', 'or on: said once');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');

select * from finish();
rollback;
