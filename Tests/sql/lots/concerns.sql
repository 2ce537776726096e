-- What of the lots is an alert: each end that leaves an order with its old lot, once and as long as the order is open; what nobody
-- can read.
begin;
\ir prelude.psql
select plan(15);

create function play.alerts() returns text[] language plpgsql as $$
begin
  perform play.watch();
  return (
    select coalesce(array_agg(concat_ws(' ', a.alert, a.order_number, a.subject) order by a.alert, a.order_number), '{}')
    from shipkeeper_report.alerts as a
    where a.alert like 'lots%'
  );
end
$$;
create function play.left_alone(p_number text, p_reason text) returns text language sql as $$
  select format('lots_undecided %s Order %1$s was released and keeps its old lots: %s.', p_number, p_reason)
$$;

-- Each is one line in the log and one alert. Order 4 has its SKU twice.
select play.free_sku_rule();
insert into public.sku_lot (sku, lot, active) values ('NONE', '1', 0), ('TWO', '1', 1), ('TWO', '2', 1);
update shipkeeper.lot_activation set active_since = '2025-01-01';
select play.released_order('1', array[play.item('NONE - 1')]);
select play.released_order('2', array[play.item('TWO - 1')]);
select play.released_order('3', array[play.item('17612 – 250237')]);
select play.released_order('4', array[play.item('17612 - 250237'), play.item('17612 - 250300')]);
select play.released_order('5');
update public.orders_inbox set manual_lot_override = true where order_number = '5';
select play.released_order('6', p_more => '{"orderStatus": "on_hold"}');
select play.run_lots();
select set_eq(
  'select unnest(play.said())', array[
    'info: Lots of order 5 left alone: manual_override', 'info: Lots of order 1 left alone: no_active_lot',
    'info: Lots of order 2 left alone: ambiguous_active_lot', 'info: Lots of order 3 left alone: unparseable_sku',
    'warning: ⚠️ Lots of order 4 held: split_lots', 'info: Lots of order 6 left alone: not_updatable'
  ], 'each end that leaves an order with its old lot is said'
);
select is(
  play.alerts(), array[
    play.left_alone('1', 'no active lot'), play.left_alone('2', 'ambiguous active lot'), play.left_alone('3', 'unparseable sku'),
    play.left_alone('4', 'split lots'), play.left_alone('5', 'manual override'), play.left_alone('6', 'not updatable')
  ], 'and an alert'
);
select play.run_lots();
select is(play.said(), '{}', 'once');
select is(cardinality(play.alerts()), 6, 'as long as it is so');
update public.orders_inbox set status = 'shipped' where order_number in ('1', '2', '3', '4', '5');
select is(play.alerts(), array[play.left_alone('6', 'not updatable')], 'not of what has left');
select shipkeeper_operator.open_lot_review('6', 'x');
select is(play.alerts(), '{}', 'nor of what is looked at again');
update public.orders_inbox set status = 'shipped';

-- What nobody can read: an outcome with its reason at the first look, an alert after a day.
select play.released_order('7', p_more => '{"orderStatus": 5}');
select play.run_lots();
select is(play.review('7'), 'open / orderStatus is missing or no text', 'it cannot be read');
select is(play.outcome_of('7'), 'error: orderStatus is missing or no text', 'which is an outcome');
select is(play.alerts(), '{}', 'not yet an alert');
update shipkeeper.lot_review set unread_since = unread_since - interval '25 hours' where state <> 'closed';
select is(
  play.alerts(),
  array['lots_postponed 7 The lots of order 7 could not be looked at for more than a day: orderStatus is missing or no text.'],
  'after a day it is one'
);
select results_eq(
  'select order_number::text, held_reason from shipkeeper_report.held_orders', $$ values ('7', 'lots_unread') $$, 'and the order is held'
);
select play.reviews_are_due(), play.run_lots();
select is(
  (select count(*) from shipkeeper.order_outcome where order_number = '7'), 1::bigint, 'the outcome is kept once'
);
select play.edit_remote('7', '{"orderStatus": "awaiting_shipment"}');
select play.reviews_are_due(), play.run_lots();
select is(play.review('7'), 'closed / verified', 'once it can be read it is done');
select is((select unread_since from shipkeeper.lot_review where order_number = '7'), null, 'and was read');
select is(play.alerts(), '{}', 'nothing is left');

select * from finish();
rollback;
