-- Orders known here by their ShipStation id, in mode full.
begin;
\ir ../prelude.psql
select plan(40);
insert into play.clock values ('2025-11-20 20:00Z');
-- One page of these orders, from the start.
create function play.page(p_mode text default 'full') returns text language plpgsql as $$
begin
  perform play.sync(p_mode, '2025-11-20 17:00Z');
  return play.run('{"kind": "run", "only": ["sync"]}');
end
$$;
create function play.known(p_number text, p_status text default 'awaiting_shipment') returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
    values (p_number, '2025-11-03', p_status, '7' || p_number, 2, '2025-11-03 10:00') returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents) select id, 'A', 2, 1000 from header
$$;
create function play.whole_header(p_number text) returns text language sql as $$
  select concat_ws('|', status, total_items, total_amount_cents, shipping_carrier_code, shipping_service_code)
  from public.orders_inbox where order_number = p_number
$$;

select play.known(n::text) from generate_series(1, 2) as n;
select play.remote_order('1', '2025-11-20 10:00', 'on_hold', p_more => '{"carrierCode": "ups", "serviceCode": "ground", "orderTotal": 19.99}');
select play.page('heal_only');
select is(play.whole_header('1'), 'awaiting_shipment|2', 'heal_only: a header with lines is not written');
select is((select units_here from shipkeeper.seen_order), 2::bigint, 'its units are compared');
select play.page();
select is(play.whole_header('1'), 'on_hold|2|1999|ups|ground', 'full: status, total, carrier, service');
select is(play.outcome_of('1'), 'updated', 'outcome');
select is(
  (play.said())[1], 'info: 🔄 Sync: 1 orders seen, 0 new, 1 updated, 0 linked, 0 refused', 'the summary'
);
select ok((select updated_at > '2025-11-04' from public.orders_inbox where order_number = '1'), 'updated_at moves');
create temporary table before as select updated_at from public.orders_inbox where order_number = '1';
select play.page();
select is((select updated_at from public.orders_inbox where order_number = '1'), (select updated_at from before), 'nothing differs: not written');
select play.remote_order('1', '2025-11-20 10:01', 'on_hold', p_more => '{"orderTotal": null}');
select play.page();
select is(play.whole_header('1'), 'on_hold|2|1999|ups|ground', 'what ShipStation does not say is left');
select play.remote_order('1', '2025-11-20 10:02', 'processing', p_more => '{"orderTotal": 5}');
select play.page();
select is(play.whole_header('1'), 'on_hold|2|500|ups|ground', 'an unknown status is left');

-- Older data never overwrites newer.
select play.remote_order('1', '2025-11-20 09:59', 'cancelled');
select play.page();
select is(play.whole_header('1'), 'on_hold|2|500|ups|ground', 'a stale page');
select ok(not shipkeeper.is_stale('2025-11-20 10:00', null), 'nothing known: not stale');
select ok(shipkeeper.is_stale('2025-11-20 10:00', '2025-11-20 10:00:00.1'), 'older: stale');
select ok(not shipkeeper.is_stale('2025-11-02 01:10', '2025-11-02 01:59'), 'in the repeated hour an hour less may be later');
select ok(shipkeeper.is_stale('2025-11-02 00:30', '2025-11-02 01:59'), 'more than an hour is not');

-- The uploader's orders.
update public.orders_inbox set status = 'pending' where order_number = '2';
select play.remote_order('2', '2025-11-20 10:05', 'shipped');
select play.page();
select is(play.whole_header('2'), 'pending|2', 'pending is left');
update public.orders_inbox set status = 'failed' where order_number = '2';
select play.remote_order('2', '2025-11-20 10:06', 'shipped');
select play.page();
select is(play.whole_header('2'), 'failed|2', 'failed as well');
update public.orders_inbox set status = 'uploaded', updated_at = shipkeeper.shop_now() where order_number = '2';
select play.remote_order('2', '2025-11-20 10:07', 'awaiting_shipment');
select play.page();
select is(play.whole_header('2'), 'uploaded|2', 'uploaded just now: not yet');
update public.orders_inbox set updated_at = shipkeeper.shop_now() - interval '16 minutes' where order_number = '2';
update shipkeeper.seen_order set apply_at = clock_timestamp() where apply_at is not null;
delete from play.remote where id = 72;
select play.page();
select is(play.whole_header('2'), 'awaiting_shipment|2|2000', 'later, without a request for it');
select is(array_length(play.sent(), 1), 1, 'but the page');
select is((select count(*) from shipkeeper.seen_order where apply_at is not null), 0::bigint, 'nothing is left to write');

-- Lines: ours are refreshed, those of others never.
select play.remote_order('1', '2025-11-20 10:10', 'on_hold', array[play.item('B', 9)]);
select play.page();
select is(play.lines('1'), array['A||2|1000'], 'lines of others stay');
select play.make_ghost('3');
select play.remote_order('3', '2025-11-20 10:11', 'on_hold', array[play.item('A', 2, 10, '{"orderItemId": 31}'), play.item('B', 1, 5, '{"orderItemId": 32}')]);
select play.page();
select is(play.lines('3'), array['A||2|1000', 'B||1|500'], 'a ghost is healed, in full too');
select play.remote_order('3', '2025-11-20 10:12', 'on_hold', array[play.item('A', 4, 11, '{"orderItemId": 31}'), play.item('C', 7, 1, '{"orderItemId": 33}')]);
select play.page('heal_only');
select is(play.lines('3'), array['A||2|1000', 'B||1|500'], 'heal_only: a healed order is not written again');
select play.remote_order('3', '2025-11-20 10:13', 'on_hold', array[play.item('A', 4, 11, '{"orderItemId": 31}'), play.item('C', 7, 1, '{"orderItemId": 33}')]);
select play.page();
select is(play.lines('3'), array['A||4|1100', 'C||7|100'], 'full: changed, added, deleted, by orderItemId');
select is(play.whole_header('3'), 'on_hold|11|2000', 'total_items is the sum of the lines');
select is(play.outcome_of('3'), 'updated: lines', 'outcome');
select play.remote_order('3', '2025-11-20 10:14', 'on_hold', array[]::jsonb[]);
select play.page();
select is(play.lines('3'), array['A||4|1100', 'C||7|100'], 'an empty list deletes nothing');
select results_eq(
  $$ select units, units_here from shipkeeper.seen_order where order_number = '3' $$, $$ values (0::bigint, 11::bigint) $$,
  'the difference in units is kept'
);
update public.orders_inbox set status = 'shipped' where order_number = '3';
select play.remote_order('3', '2025-11-20 10:15', 'shipped', array[play.item('A', 1, 1, '{"orderItemId": 31}')]);
select play.page();
select is(play.lines('3'), array['A||4|1100', 'C||7|100'], 'a closed order keeps its lines');
select play.keep_sku_rule();
update public.orders_inbox set status = 'on_hold' where order_number = '3';
select play.remote_order('3', '2025-11-20 10:16', 'on_hold', array[play.item('A', 1, 1, '{"orderItemId": 31}'), play.item('A', 1, 1, '{"orderItemId": 33}')]);
select play.page();
select is(play.lines('3'), array['A||4|1100', 'C||7|100'], 'a repeated SKU that the shop''s constraint does not hold: left');

-- A header with another's lock, one that refuses, one with the id of another.
create function public.refuse_status() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
create trigger refuse_status before update on public.orders_inbox for each row
when (new.order_number = '1') execute function public.refuse_status();
select play.remote_order('1', '2025-11-20 10:20', 'shipped');
select play.remote_order('3', '2025-11-20 10:21', 'shipped');
select play.page();
select is(play.whole_header('1'), 'on_hold|2|2000|ups|ground', 'a refusing trigger: left');
select is((select reason from shipkeeper.refused_order), 'database failure P0001', 'and kept with its reason');
select is((select status from public.orders_inbox where order_number = '3'), 'shipped', 'the others go on');
update shipkeeper.seen_order set apply_at = clock_timestamp() where order_number = '1';
select play.page();
select is((select apply_at from shipkeeper.seen_order where order_number = '1'), null, 'what is written later is refused likewise');
drop trigger refuse_status on public.orders_inbox;
create function public.change_status() returns trigger language plpgsql as $$
begin
  new.status := 'failed';
  return new;
end
$$;
create trigger change_status before update on public.orders_inbox for each row
when (new.order_number = '1') execute function public.change_status();
select play.remote_order('1', '2025-11-20 10:22', 'shipped');
select play.page();
select is((select reason from shipkeeper.refused_order), 'database failure 27000', 'a trigger that writes something else: undone');
drop trigger change_status on public.orders_inbox;
update public.orders_inbox set shipstation_order_id = '71' where order_number = '2';
select play.remote_order('1', '2025-11-20 10:23', 'shipped');
select play.page();
select is((select status from public.orders_inbox where order_number = '1'), 'on_hold', 'two headers with one id: neither is written');
update shipkeeper.seen_order set apply_at = clock_timestamp() where shipstation_order_id = '71';
delete from play.remote where id = 71;
select play.page();
select is(
  (select s.apply_at from shipkeeper.seen_order as s where s.shipstation_order_id = '71'),
  null, 'nor later'
);
select is((select count(*) from shipkeeper.number_conflict), 0::bigint, 'no conflict of numbers');
update public.orders_inbox set status = 'uploaded', updated_at = null, shipstation_order_id = '7' || order_number;
select play.remote_order('1', '2025-11-20 10:24', 'shipped');
select play.page();
select is(play.whole_header('1'), 'shipped|2|2000|ups|ground', 'an uploaded order without a time is old');
select is(shipkeeper.header_columns('{"status": 1, "lemons": 2}'), array['status'], 'columns that a shop lacks are not written');

select * from finish();
rollback;
