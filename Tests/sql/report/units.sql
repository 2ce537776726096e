-- Units in ShipStation against units here, per status, and the orders that make the difference.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(20);
create function play.units() returns text [] language sql as $$
  select coalesce(array_agg(
    format('%s: %s orders, %s there, %s here, %s by %s', u.status, u.orders, u.units_in_shipstation, u.units_here, u.difference, u.orders_that_differ)
    order by u.status
  ), '{}')
  from shipkeeper_report.units_by_status as u
$$;
create function play.differing() returns text [] language sql as $$
  select coalesce(array_agg(
    format('%s %s: %s there, %s here, %s (%s)', d.order_number, d.status, d.units_in_shipstation, coalesce(d.units_here::text, 'none'), d.difference, d.explanation)
    order by d.order_number
  ), '{}')
  from shipkeeper_report.unit_differences as d
$$;
select is(play.units() || play.differing(), '{}', 'nothing was seen');

-- All the same.
select play.remote_orders(1, 4), play.remote_orders(5, 6, 'shipped'), play.walk();
select is(
  play.units(), array['awaiting_shipment: 4 orders, 8 there, 8 here, 0 by 0', 'shipped: 2 orders, 4 there, 4 here, 0 by 0'], 'they match'
);
select is(play.differing(), '{}', 'no order differs');

-- Each way to differ. What the shop does after an order was seen comes with the next sight.
update public.order_items_inbox set quantity = 9 where order_inbox_id = (select id from public.orders_inbox where order_number = '1');
select is(play.differing(), '{}', 'not before it is seen again');
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '2');
delete from public.orders_inbox where order_number = '3';
update shipkeeper.settings set import_order_number_pattern = 'none';
-- A ghost that nobody may heal keeps its units away.
select shipkeeper_operator.hold_order('2', 'x'), play.walk('heal_only');
select is(
  play.differing(),
  array[
    '1 awaiting_shipment: 2 there, 9 here, -7 (other units here)', '2 awaiting_shipment: 2 there, 0 here, 2 (no lines here)',
    '3 awaiting_shipment: 2 there, none here, 2 (no such order here)'
  ], 'too many, no lines, no order'
);
select is(
  play.units(), array['awaiting_shipment: 4 orders, 8 there, 11 here, -3 by 3', 'shipped: 2 orders, 4 there, 4 here, 0 by 0'],
  'the sum of each status'
);
select results_eq(
  'select status, sum(difference)::bigint, count(*) from shipkeeper_report.unit_differences group by 1',
  'select status, difference, orders_that_differ from shipkeeper_report.units_by_status where orders_that_differ > 0',
  'is the sum of its orders'
);
select is(
  (select subject from shipkeeper_report.alerts where alert = 'unit_mismatches'), 'Order 1 has 9 units here and 2 in ShipStation.',
  'only other units are an alert: the others have their own, or may be on their way'
);
select set_eq(
  'select shipstation_order_id, seen_at > clock_timestamp() - interval ''1 minute'' from shipkeeper_report.unit_differences',
  $$ values ('71', true), ('72', true), ('73', true) $$, 'with the id, and when it was seen'
);

-- Mended here, it is gone at once.
update public.order_items_inbox set quantity = 2 where quantity = 9;
select is((play.differing())[1], '2 awaiting_shipment: 2 there, 0 here, 2 (no lines here)', 'mended');
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('3', '2025-11-03', 'on_hold', '73');
select is((play.differing())[2], '3 awaiting_shipment: 2 there, 0 here, 2 (no lines here)', 'an order that has come since');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number in ('2', '3');
select is(play.differing(), '{}', 'all mended');
select is((play.units())[1], 'awaiting_shipment: 4 orders, 8 there, 8 here, 0 by 0', 'they match again');

-- Several lines; two headers of one id; an order of nothing.
update shipkeeper.seen_order set units = 5, units_here = 2 where shipstation_order_id = '74';
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, s, 1 from public.orders_inbox, unnest(array['B', 'C']) as s where order_number = '4';
select is(play.differing(), array['4 awaiting_shipment: 5 there, 4 here, 1 (other units here)'], 'the lines of an order are added');
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('7', '2025-11-03', 'on_hold', '74');
select is(play.differing(), array['4 awaiting_shipment: 5 there, 4 here, 1 (other units here)'], 'a second header with the id makes no second row');
update shipkeeper.seen_order set units = 0, units_here = null where shipstation_order_id = '73';
delete from public.orders_inbox where order_number = '3';
select is(
  (play.differing())[1], '3 awaiting_shipment: 0 there, none here, 0 (no such order here)', 'an order of no units that is not here is one all the same'
);
select is((play.units())[1], 'awaiting_shipment: 4 orders, 9 there, 8 here, 1 by 2', 'and makes no difference');
select shipkeeper_operator.release_order('2', 'x');

-- An alert is what the view says of orders that have lines here: by whichever form of the id, and not of one that was merged.
update public.orders_inbox set shipstation_order_id = 'se-71' where order_number = '1';
update shipkeeper.seen_order set units = 7, units_here = 2 where shipstation_order_id in ('71', '72', '75');
insert into shipkeeper.merged_order (shipstation_order_id, merged_into, merged_into_number, claimed_at) values ('72', '75', '5', clock_timestamp());
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '5');
select set_eq(
  $$ select c.order_number, c.sentence from shipkeeper.concerns_of_sync() as c where c.kind = 'unit_mismatches' $$,
  $$
  select d.order_number, format('Order %s has %s units here and %s in ShipStation.', d.order_number, d.units_here, d.units_in_shipstation)
  from shipkeeper_report.unit_differences as d where d.explanation = 'other units here'
  $$, 'the alerts are those of the view'
);
select is((select count(*) from shipkeeper.concerns_of_sync() as c where c.kind = 'unit_mismatches'), 2::bigint, 'there are two');
select is_empty('select status from shipkeeper_report.units_by_status group by 1 having count(*) > 1', 'a status has one row');

select * from finish();
rollback;
