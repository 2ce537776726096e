-- Open orders that have had no lines for more than a day, with a ShipStation id or without.
begin;
\ir ../prelude.psql
select plan(15);
update shipkeeper.settings set shop_time_zone = 'Asia/Tokyo';
create function play.stale() returns text language sql as $$
  select coalesce(string_agg(concat_ws('/', s.order_number, s.status, s.shipstation_order_id, s.attempts, s.last_outcome, s.held_reason), ' '
    order by s.order_number), '')
  from shipkeeper_report.stale_empty_orders as s
$$;

-- With an id: since a cycle first found it.
select play.make_ghosts('1', '2');
select play.answer_order('1', 'on_hold'), play.answer_order('2', 'on_hold');
update public.orders_inbox set created_at = '2020-01-01', order_date = '2020-01-01';
select is(play.stale(), '1/awaiting_shipment/71 2/awaiting_shipment/72', 'orders that no cycle has found yet: since they were made');
select play.run();
select is(play.stale(), '', 'found just now');
update shipkeeper.ghost set first_seen_at = clock_timestamp() - case order_number when '1' then interval '24 hours 1 second' else interval '23 hours' end;
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress', 'more than 24 hours ago');
select results_eq(
  'select age between interval ''24 hours'' and interval ''25 hours'', order_date, last_reason, empty_since < clock_timestamp()
   from shipkeeper_report.stale_empty_orders',
  $$ values (true, date '2020-01-01', null::text, true) $$, 'with its age'
);
select shipkeeper_operator.hold_order('1', 'x');
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress/held_by_operator', 'held ones are there too');
select shipkeeper_operator.release_order('1', 'x');
-- Under another id it is another ghost.
update public.orders_inbox set created_at = shipkeeper.shop_now() where order_number = '1';
update public.orders_inbox set shipstation_order_id = '99' where order_number = '1';
select is(play.stale(), '', 'under another id nothing is known of it yet');
update public.orders_inbox set shipstation_order_id = '71' where order_number = '1';
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress', 'under the old one it is known');

-- Closed, or with lines.
update public.orders_inbox set status = 'cancelled' where order_number = '1';
select is(play.stale(), '', 'a cancelled one is none');
update public.orders_inbox set status = 'on_hold' where order_number = '1';
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from public.orders_inbox where order_number = '1';
select is(play.stale(), '', 'nor one with lines');
delete from public.orders_inbox;

-- Without an id: since it was made, by the shop's clock.
insert into public.orders_inbox (order_number, order_date, status, created_at)
values ('3', current_date, 'pending', shipkeeper.shop_now() - interval '24 hours 1 minute'),
  ('4', current_date, 'pending', shipkeeper.shop_now() - interval '23 hours 59 minutes');
select is(play.stale(), '3/pending', 'an order without an id');
insert into public.orders_inbox (order_number, order_date, status, created_at, shipstation_order_id)
values ('5', '2020-01-01', 'pending', null, ' '), ('6', current_date + 2, 'pending', null, null);
select is(play.stale(), '3/pending 5/pending', 'one that has no time: since its date');
select is((select count(*) from shipkeeper_report.stale_empty_orders where shipstation_order_id is null), 2::bigint, 'a blank is no id');
select play.run();
select is(play.stale(), '3/pending 5/pending', 'a cycle changes nothing for them');
select is(
  (select empty_since from shipkeeper_report.stale_empty_orders where order_number = '5'), '2019-12-31 15:00Z', 'midnight there'
);
delete from public.orders_inbox;
select is(play.stale(), '', 'none is left');

select * from finish();
rollback;
