-- A recall in one query: every kind of order that carries a lot, carried it, or may.
begin;
\ir ../lots/prelude.psql
select plan(44);
create function play.recall(p_number text) returns text language sql as $$
  select string_agg(concat_ws(' ', v.relation, v.certainty, v.status, v.quantity, v.changed_to), ', ' order by v.relation, v.source)
  from shipkeeper_report.orders_by_lot as v
  where v.order_number = p_number and coalesce(v.sku, '17612') = '17612' and coalesce(v.lot, '250237') = '250237'
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

-- Whatever came of it since: the looks have shown no change, and the line has the new lot now.
update shipkeeper.lot_review set state = 'closed', outcome = 'current', closed_at = clock_timestamp(), sku_changes = '[]' where order_number = '4';
select is(
  play.recall('4'), 'open_with as_last_read awaiting_shipment 2, perhaps_changed unknown awaiting_shipment 2 250300', 'a review that ended otherwise'
);
create function play.recall_new(p_number text) returns text language sql as $$
  select string_agg(concat_ws(' ', v.relation, v.certainty, v.status), ', ' order by v.relation, v.source)
  from shipkeeper_report.orders_by_lot as v
  where v.order_number = p_number and v.sku = '17612' and v.lot = '250300'
$$;
select is(play.recall_new('4'), 'perhaps_changed unknown awaiting_shipment', 'and the new lot has it, too');

-- It came out otherwise: either lot.
select play.released_order('5');
select play.go_wrong('POST', '/orders/createorder', p_change => '{"items.0.sku": "17612 - 250238"}');
select play.run_lots();
select is(play.review('5'), 'closed / mismatch / items', 'a mismatch');
select is(play.recall('5'), 'changed_away_before_picking unknown awaiting_shipment 2 250300, open_with as_last_read awaiting_shipment 2', 'may have the old lot');
select is(play.recall_new('5'), 'changed_to unknown awaiting_shipment', 'or the new one');

-- Changed, and the line here was not, or has another lot since.
select play.released_order('6'), play.run_lots();
select is(play.recall_new('6'), 'open_with verified awaiting_shipment', 'the line says so');
update public.order_items_inbox set sku_lot = '17612 - 250400' where order_inbox_id = (select id from public.orders_inbox where order_number = '6');
select is(play.recall_new('6'), 'changed_to verified awaiting_shipment', 'the trace does when the line does no more');
select is(play.recall_new('1'), 'changed_to verified', 'as of an order that is gone');
select alike(
  (select explanation from shipkeeper_report.orders_by_lot where order_number = '6' and relation = 'changed_away_before_picking'),
  'The order had never been released before; it was open to picking for 1 minutes only, from released_at to lot_changed_at.', 'how long it was open to picking'
);

-- However a lot is written.
create function play.recalled_as(p_sku text, p_sku_lot text) returns text language plpgsql as $$
begin
  update public.order_items_inbox set sku = p_sku, sku_lot = p_sku_lot
  where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
  return coalesce(play.recall('3'), 'not there');
end
$$;
select is(play.recalled_as('17612', u.text), 'shipped_with as_written_here shipped 2', 'certain: ' || u.place)
from unnest(array['17612 - 250237', '17612-250237', ' 17612 - 250237 ', U&'17612 -\00A0250237', U&'17612 - 250\200B237']) with ordinality as u (text, place);
select is(play.recalled_as('17612', u.text), 'lot_not_known unknown shipped 2', 'not certain: ' || u.place)
from unnest(array['17612 - 25O237', '17612 - 0250237', '176120 - 250237', 'X', '17612', '']) with ordinality as u (text, place);
select is(play.recalled_as(u.text, null), 'lot_not_known unknown shipped 2', 'not read: ' || u.place)
from unnest(array['17612 – 250237', '(17612) 250237', '17 612 250237', U&'\FF11\FF17\FF16\FF11\FF12 - 250237', '17612250237', '17612/X']) with ordinality
  as u (text, place);
select is(play.recalled_as('176120 - 1', null), 'not there', 'another SKU');
select is(play.recalled_as('17612', '17612 - 250300'), 'not there', 'another lot');
select is(play.recalled_as('NO-SKU', null), 'sku_not_known unknown shipped 2', 'a line without a SKU may be any');
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '3');
select is(play.recall('3'), 'no_lines_here unknown shipped', 'an order without lines may hold any');

select is_empty('select source from shipkeeper_report.orders_by_lot group by 1 having count(*) > 1 or source is null', 'source is a key');
grant select on all tables in schema play to shop_analyst;
set local role shop_analyst;
select isnt_empty('select * from shipkeeper_report.orders_by_lot', 'analysts read it');
reset role;

select * from finish();
rollback;
