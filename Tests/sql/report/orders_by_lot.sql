-- A recall in one query: every kind of order that carries a lot, carried it, or may.
begin;
\ir ../lots/prelude.psql
select plan(12);
create function play.recall(p_number text) returns text language sql as $$
  select string_agg(concat_ws(' ', v.relation, v.certainty, v.status, v.quantity, v.changed_to), ', ' order by v.relation, v.source)
  from shipkeeper_report.orders_by_lot as v
  where v.order_number = p_number and v.sku = '17612' and coalesce(v.lot, '250237') = '250237'
$$;

-- Released, changed and verified: it never was to be picked before.
select play.released_order('1');
select play.run_lots();
select is(play.review('1'), 'closed / verified', 'changed to 250300');
select is(play.recall('1'), 'changed_away_before_picking verified awaiting_shipment 2 250300', 'changed away before it can have been picked');
select is(
  (select string_agg(concat_ws(' ', relation, certainty), ', ') from shipkeeper_report.orders_by_lot where order_number = '1' and lot = '250300'),
  'open_with verified', 'and it is known to have the new lot'
);

-- Released twice: an operator agreed to the change.
select play.order_on_hold('2');
select play.release('2');
update public.orders_inbox set status = 'on_hold' where order_number = '2';
select play.release('2');
select play.run_lots();
select shipkeeper_operator.approve_lot_update(play.review_id('2'));
select play.reviews_are_due(), play.run_lots();
select is(play.recall('2'), 'changed_away_perhaps_picked verified awaiting_shipment 2 250300', 'this one may have been picked with the old lot');

-- Still with it.
select play.order_on_hold('3');
select is(play.recall('3'), 'open_with as_last_read on_hold 2', 'open with it, as ShipStation had it');
update public.orders_inbox set status = 'shipped' where order_number = '3';
select is(play.recall('3'), 'shipped_with as_last_read shipped 2', 'shipped with it');
update public.order_items_inbox set shipstation_order_item_id = null where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
select is(play.recall('3'), 'shipped_with as_written_here shipped 2', 'a line that another program wrote');

-- What is unknown is said to be unknown.
update public.order_items_inbox set sku_lot = null where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
select is(play.recall('3'), 'lot_not_known unknown shipped 2', 'a line without a lot may be any lot');
update public.order_items_inbox set sku = '17612 – 250237' where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
select is(play.recall('3'), 'lot_not_known unknown shipped 2', 'so may a text that was not read');
update public.order_items_inbox set sku = '176120' where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
select is(play.recall('3'), null, 'another SKU is another SKU');
delete from public.orders_inbox where order_number = '1';
select is(play.recall('1'), 'changed_away_before_picking verified 250300', 'the trace outlives the order');

-- Sent, and nobody knows what became of it.
select play.released_order('4');
select play.go_wrong('POST', '%', null, p_error => 'timeout');
select play.run_lots();
select is(
  play.recall('4'), 'open_with as_last_read awaiting_shipment 2, perhaps_changed unknown awaiting_shipment 2 250300', 'perhaps changed'
);

select * from finish();
rollback;
