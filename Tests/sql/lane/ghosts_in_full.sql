-- In mode full a page writes a ghost's carrier, service and total with its lines; of a ghost that is not written nothing is, nor recorded.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(10);
select play.keep_sku_rule();
create function play.rest(p_number text) returns text language sql as $$
  select concat_ws(' ', o.status, o.total_items, o.shipping_carrier_code, o.total_amount_cents) from public.orders_inbox as o where o.order_number = p_number
$$;
create function play.outcomes_of(p_number text) returns text language sql as $$
  select string_agg(concat_ws(' ', o.work_kind, o.outcome, o.reason), ', ' order by o.order_outcome_id)
  from shipkeeper.order_outcome as o
  where o.shipstation_order_id = '7' || p_number
$$;
select play.make_ghosts('1', '2', '4', '5', '6'), play.make_ghost('3', 'pending');
select play.remote_order(n::text, timestamp '2025-11-20 10:00' + n * interval '1 second', p_more => '{"carrierCode": "ups"}') from generate_series(1, 6) as n;
-- Another number; a SKU twice; a status that nobody knows; and two that are closed without a line.
update play.remote set content = content || '{"orderNumber": "11"}' where id = 71;
update play.remote set content = jsonb_set(content, '{items}', jsonb_build_array(play.item('A'), play.item('A'))) where id = 72;
update play.remote set content = content || '{"orderStatus": "odd"}' where id = 73;
update play.remote set content = content || '{"orderStatus": "shipped", "items": []}' where id = 74;
update play.remote set content = content || '{"orderStatus": "cancelled", "items": []}' where id = 75;
select play.walk();

select is(play.outcomes_of('1') || '; ' || play.rest('1'), 'ghosts held number_differs; awaiting_shipment 0', 'held for its number');
select is(play.outcomes_of('2') || '; ' || play.rest('2'), 'ghosts held duplicate_sku; awaiting_shipment 0', 'held for its SKUs');
select is(play.outcomes_of('3') || '; ' || play.rest('3'), 'ghosts error unknown status in ShipStation; pending 0', 'not filled');
select is(
  play.outcomes_of('4') || '; ' || play.rest('4'), 'ghosts skipped shipped_without_items, sync updated; shipped 0 ups 2000', 'shipped without a line'
);
select is(
  play.outcomes_of('5') || '; ' || play.rest('5'), 'ghosts cancelled cancelled_in_shipstation, sync updated; cancelled 0 ups 2000',
  'cancelled without a line'
);
select is(play.outcomes_of('6') || '; ' || play.rest('6'), 'ghosts backfilled, sync updated; awaiting_shipment 2 ups 2000', 'healed');
select play.figures_are('{"orders_updated": 3}', 'what was not written is not counted');
select is(
  (select string_agg(s.order_number, ' ' order by s.shipstation_order_id) from shipkeeper.seen_order as s where s.was_applied), '4 5 6',
  'nor taken for written'
);
select play.walk();
select play.figures_are('{"orders_updated": 0}', 'the same page again: nothing is left to write');
select is(play.outcomes_of('4') || play.outcomes_of('6'), 'ghosts skipped shipped_without_items, sync updatedghosts backfilled, sync updated', 'nor recorded again');

select * from finish();
rollback;
