-- An order that was combined into another one in ShipStation: closed here (full) or reported, and its units are not counted beside the parent's.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(53);
create function play.combine(p_parent text, p_child text, p_is_listed boolean default false) returns void language sql as $$
  update play.remote as p
  set content = p.content || jsonb_build_object(
    'modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp() - interval '5 minutes'), 'YYYY-MM-DD"T"HH24:MI:SS'),
    'items', p.content -> 'items' || (c.content -> 'items'),
    'advancedOptions', jsonb_build_object('mergedOrSplit', true, 'mergedIds', jsonb_build_array(c.id), 'parentId', null)
  )
  from play.remote as c
  where p.content ->> 'orderNumber' = p_parent and c.content ->> 'orderNumber' = p_child;
  delete from play.remote where content ->> 'orderNumber' = p_child and not p_is_listed;
  update play.remote as c
  set content = c.content || jsonb_build_object(
    'advancedOptions', jsonb_build_object('mergedOrSplit', true, 'mergedIds', jsonb_build_array(), 'parentId', ('7' || p_parent)::bigint)
  )
  where c.content ->> 'orderNumber' = p_child;
$$;
create function play.units_of(p_sku text) returns bigint language sql as $$
  select sum(i.quantity) from public.order_items_inbox as i join public.orders_inbox as o on o.id = i.order_inbox_id
  where i.sku = p_sku and o.status <> 'cancelled'
$$;

-- full: merged-child-stays-open.
select play.sync('full', clock_timestamp() - interval '2 hours');
select play.order_of('100501', p_items => array[play.item('17612', 2)]), play.order_of('100502', p_items => array[play.item('17904', 3)]);
select is(play.round(), '', 'two orders come in');
select play.combine('100501', '100502');
select is(play.round(), '', 'combined: nothing to report');
select is(play.asked_by_id(), '100502', 'the child is asked for in the same cycle');
select is(play.header('100502'), 'cancelled 3', 'and leaves the open orders');
select is(play.header('100501'), 'awaiting_shipment 5', 'the parent has its units');
select is(play.units_of('17904'), 3::bigint, 'which do not count twice');
select is((select reason from shipkeeper.cancellation), 'merged', 'it is kept why');
select ok(play.has_said('warning: ⚠️ Order 100502 was merged into order 100501 in ShipStation - marked as cancelled'), 'and said');
select is(play.round() || play.asked_by_id(), '', 'and that is all');
select is((select sum(units_in_shipstation)::text from shipkeeper_report.units_by_status), '5', 'nor do they in what is compared');

-- The same where the child stays listed, open.
select play.order_of('3', p_items => array[play.item('B', 2)]), play.order_of('4', p_items => array[play.item('C', 3)]);
select play.round(), play.combine('3', '4', true), play.round();
select is(play.header('4'), 'cancelled 3', 'the child itself names the parent');
select is(play.units_of('C'), 3::bigint, 'its units count once');
update play.remote set content = content || jsonb_build_object(
  'modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp() - interval '1 minute'), 'YYYY-MM-DD"T"HH24:MI:SS')
)
where id = 74;
select is(play.round(), '', 'a page that shows it once more');
select is(play.header('4'), 'cancelled 3', 'does not open it again');
select is((select count(*) from shipkeeper_report.alerts where alert = 'cancelled_here_open_there'), 0::bigint, 'nor says that it is open there');
select is((select count(*) from shipkeeper_report.unit_differences), 0::bigint, 'nor that units differ');

-- A claim that the child does not bear out.
select play.order_of('5'), play.order_of('6', p_items => array[play.item('D', 2)]), play.round(), play.combine('5', '6', true);
update play.remote set content = content - 'advancedOptions' where id = 76;
select play.round();
select is(play.header('6'), 'awaiting_shipment 2', 'is no merging');
select is(play.round(), '', 'nor is it reported, where nothing differs');
-- As long as it is open there it is an order of its own, whatever its parent goes on saying.
create function play.change(p_number text, p_change jsonb) returns void language sql as $$
  update play.remote set content = content || p_change where content ->> 'orderNumber' = p_number
$$;
create function play.pacific() returns text language sql as $$
  select to_char(shipkeeper.pacific_wall(clock_timestamp()), 'YYYY-MM-DD"T"HH24:MI:SS')
$$;
create function play.is_compared(p_number text) returns boolean language sql as $$
  select units_in_shipstation = (select sum(s.units) from shipkeeper.seen_order as s where s.order_number in ('3', '5', '100501', p_number))
  from shipkeeper_report.units_by_status where status = 'awaiting_shipment'
$$;
select ok(play.is_compared('6'), 'its units are compared');
select play.change('6', jsonb_build_object('items', jsonb_build_array(play.item('D', 7)))), play.round(), play.round();
select is(play.header('6'), 'awaiting_shipment 7', 'full: what changes there, without a date, is written');
select play.change('5', jsonb_build_object('modifyDate', play.pacific())), play.round();
select play.change('6', jsonb_build_object('modifyDate', play.pacific(), 'items', jsonb_build_array(play.item('D', 8)))), play.round();
select is(play.header('6'), 'awaiting_shipment 8', 'so it is after its parent has said the same once more');
select play.change('6', '{"orderStatus": "cancelled"}'), play.round(), play.round();
select is(play.header('6'), 'cancelled 8', 'closed there it is closed');
select is((select denied_at from shipkeeper.merged_order where shipstation_order_id = '76'), null, 'and bears the parent out');
select play.change('6', '{"orderStatus": "awaiting_shipment"}'), play.round();
select is(play.header('6'), 'awaiting_shipment 8', 'open once more it is one of its own');
delete from play.remote where id = 76;
select play.round(), play.round();
select is(play.header('6') || (select reason from shipkeeper.cancellation where order_number = '6'), 'cancelled 8merged', 'gone it was merged');
update shipkeeper.settings set sync_mode = 'heal_only';
select play.order_of('6', p_items => array[play.item('D', 8)]), play.change('6', jsonb_build_object('modifyDate', play.pacific()));
select play.round(), play.round();
select is(play.header('6'), 'awaiting_shipment 8', 'listed once more, our own cancellation is taken back, in any mode');
select isnt((select undone_at from shipkeeper.cancellation where order_number = '6'), null, 'and recorded as undone');
update shipkeeper.settings set sync_mode = 'full';
delete from shipkeeper.cancellation where order_number = '6';

-- An operator has undone it.
select results_eq(
  $$ select order_number, result from shipkeeper_operator.undo_cancellations('-infinity', 'not merged') $$,
  $$ select n, 'left: another order has taken it up; its number as the third argument gives it back' from unnest(array['100502', '4']) as n $$,
  'merged ones are given back by their number alone'
);
select shipkeeper_operator.undo_cancellations('-infinity', 'not merged', n) from unnest(array['100502', '4']) as n;
select is(play.header('4'), 'awaiting_shipment 3', 'given back');
select is(play.round(), 'merged_orders: Order 100502 is awaiting shipment here, and was merged into order 100501 in ShipStation: its units count twice. '
  'merged_orders: Order 4 is awaiting shipment here, and was merged into order 3 in ShipStation: its units count twice.', 'reported then');
select is(play.header('4'), 'awaiting_shipment 3', 'and not cancelled once more');
select is(
  (select remedy from shipkeeper_report.alerts where order_number = '4'),
  'select shipkeeper_operator.cancel_order(''4'', ''merged in ShipStation'').', 'the call is there'
);
select shipkeeper_operator.cancel_order('4', 'merged in ShipStation'), shipkeeper_operator.cancel_order('100502', 'merged in ShipStation');
select is(play.round(), '', 'and mends it');

-- heal_only.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.order_of('7', p_items => array[play.item('D', 2)]), play.order_of('8', p_items => array[play.item('E', 3)]);
select play.header_of('7', p_lines => '{"D": 2}'), play.header_of('8', p_lines => '{"E": 3}'), play.round(), play.combine('7', '8');
select is(
  play.round(), 'merged_orders: Order 8 is awaiting shipment here, and was merged into order 7 in ShipStation: its units count twice. '
  'unit_mismatches: Order 7 has 2 units here and 5 in ShipStation.', 'heal_only: reported at once, two orders say so'
);
select is(play.header('8'), 'awaiting_shipment 0', 'and nothing is written');
update public.orders_inbox set status = 'cancelled' where order_number = '8';
select play.watch();
select is((select count(*) from shipkeeper_report.alerts where alert = 'merged_orders'), 0::bigint, 'closed by the shop the alert ends');

-- The parent is a ghost: its healing must not add the child's units a second time in silence.
delete from public.orders_inbox;
delete from play.remote;
select play.forget();
select play.order_of('10', p_items => array[play.item('F', 2)]), play.order_of('11', p_items => array[play.item('G', 3)]);
select play.make_ghost('10'), play.header_of('11', p_lines => '{"G": 3}'), play.combine('10', '11');
select play.sync('off');
select is(
  play.round(), 'merged_orders: Order 11 is awaiting shipment here, and was merged into order 10 in ShipStation: its units count twice.',
  'the parent was a ghost, asked for by its id'
);
select is(play.header('10'), 'awaiting_shipment 5', 'which has all units now');

-- heal_only: a child that is open there, and names no parent, is reported as any other.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), shipkeeper.forget_round(), play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.order_of('30'), play.order_of('31'), play.order_of('32'), play.header_of('30'), play.header_of('31');
select play.combine('30', '31', true), play.combine('30', '32', true);
select play.change('30', jsonb_build_object(
  'items', jsonb_build_array(play.item('A', 2)), 'advancedOptions', '{"mergedOrSplit": true, "mergedIds": [731, 732], "parentId": null}'::jsonb
));
update play.remote set content = content - 'advancedOptions' where id in (731, 732);
select is(play.round(), '', 'at first its parent is believed');
select play.change('31', jsonb_build_object('items', jsonb_build_array(play.item('A', 5))));
select is(play.round(), 'unit_mismatches: Order 31 has 2 units here and 5 in ShipStation.', 'its units are said with the next look');
select is(
  play.round(), 'missing_orders: Order 32 is awaiting shipment in ShipStation, and not here. '
  'unit_mismatches: Order 31 has 2 units here and 5 in ShipStation.', 'and that it is not here'
);
select set_eq(
  'select order_number from shipkeeper_report.unit_differences', array['31', '32'], 'analysts see both'
);
select is((select figure from shipkeeper_report.unit_comparison), '1 agree / 2 differ / 0 not compared', 'and they count');
select play.change('31', '{"advancedOptions": {"mergedIds": [], "parentId": 730}}'), play.change('32', '{"advancedOptions": {"mergedIds": [], "parentId": 730}}');
select play.round();
select is(
  play.round(), 'merged_orders: Order 31 is awaiting shipment here, and was merged into order 30 in ShipStation: its units count twice.',
  'once they name the parent they are none of their own any more'
);
-- A page brings no old word of it.
update shipkeeper.merged_order set denied_at = null, claimed_at = clock_timestamp() - interval '1 hour';
select play.change('31', '{"orderStatus": "cancelled"}'), play.change('31', jsonb_build_object('modifyDate', play.pacific())), play.round();
select play.change('31', '{"orderStatus": "awaiting_shipment", "modifyDate": "2025-11-20T10:00:00", "advancedOptions": null}'), play.round();
select is((select denied_at from shipkeeper.merged_order where shipstation_order_id = '731'), null, 'an answer that is older than what was seen denies nothing');

-- full: one that is not here comes in.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), shipkeeper.forget_round(), play.sync('full', clock_timestamp() - interval '2 hours');
select play.order_of('33'), play.order_of('34', p_items => array[play.item('K', 3)]), play.combine('33', '34', true);
update play.remote set content = content - 'advancedOptions' where id = 734;
select play.change('33', jsonb_build_object('modifyDate', to_char(shipkeeper.pacific_wall(clock_timestamp() - interval '90 minutes'), 'YYYY-MM-DD"T"HH24:MI:SS')));
select play.round();
select is(play.header('34'), null, 'full: it does not come in beside its parent');
select play.change('34', jsonb_build_object('modifyDate', play.pacific())), play.round(), play.round();
select is(play.header('34'), 'awaiting_shipment 3', 'but when it is still open later');

-- A child that is a ghost is not healed from a page.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.order_of('12'), play.order_of('13'), play.make_ghost('13'), play.header_of('12');
select play.combine('12', '13', true), play.round('["sync"]'), play.round('["sync"]');
select is(play.header('13'), 'awaiting_shipment 0', 'a page that shows a child which is a ghost leaves it');
select is(play.units_of('A'), 2::bigint, 'its units are not added');

-- A child that does not name the parent: cancelled it bears the parent out, shipped it is an order of its own.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), shipkeeper.forget_round();
select play.order_of('14'), play.order_of('15', p_items => array[play.item('H', 3)]), play.order_of('16', p_items => array[play.item('I', 4)]);
select play.header_of('14'), play.header_of('15', p_lines => '{"H": 3}'), play.header_of('16', p_lines => '{"I": 4}');
select is(play.round(), '', 'three orders');
select play.combine('14', '15', true), play.combine('14', '16', true);
update play.remote set content = content || '{"advancedOptions": {"mergedOrSplit": true, "mergedIds": [715, 716], "parentId": null}}' where id = 714;
update play.remote set content = content - 'advancedOptions' || '{"orderStatus": "cancelled"}' where id = 715;
update play.remote set content = content - 'advancedOptions' || '{"orderStatus": "shipped"}' where id = 716;
select alike(
  play.round(), 'merged_orders: Order 15 is awaiting shipment here, and was merged into order 14 in ShipStation: its units count twice. unit_mismatches: %',
  'cancelled there: merged'
);
select play.round(), play.round();
select alike(play.round(), '%status_mismatches: Order 16 is awaiting shipment here and shipped in ShipStation.%', 'shipped there: a status that differs');
select is(play.header('15') || play.header('16'), 'awaiting_shipment 0awaiting_shipment 0', 'nothing is written');

select * from finish();
rollback;
