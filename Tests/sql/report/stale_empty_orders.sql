-- Open orders that have had no lines for more than a day, with a ShipStation id or without.
begin;
\ir ../prelude.psql
select plan(16);
update shipkeeper.settings set shop_time_zone = 'Asia/Tokyo';
create function play.stale() returns text language sql as $$
  select coalesce(string_agg(concat_ws('/', s.order_number, s.status, s.shipstation_order_id, s.attempts, s.last_outcome, s.held_reason), ' '
    order by s.order_number), '')
  from shipkeeper_report.stale_empty_orders as s
$$;

-- Since it was made, by the shop's clock, whenever a cycle first met it.
select play.make_ghosts('1', '2');
select play.answer_order('1', 'on_hold'), play.answer_order('2', 'on_hold');
update public.orders_inbox
set order_date = '2020-01-01', created_at = shipkeeper.shop_now() - case order_number when '1' then interval '24 hours 1 second' else interval '23 hours' end;
select is(play.stale(), '1/awaiting_shipment/71', 'made more than 24 hours ago');
select play.run();
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress', 'though a cycle has met it just now');
update shipkeeper.ghost set first_seen_at = '2020-01-01';
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress', 'nor does it count when that is long ago');
select results_eq(
  'select age_hours between 24 and 25, order_date, last_reason, empty_since < clock_timestamp()
   from shipkeeper_report.stale_empty_orders',
  $$ values (true, date '2020-01-01', null::text, true) $$, 'with its age'
);
select shipkeeper_operator.hold_order('1', 'x');
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress/held_by_operator', 'held ones are there too');
select shipkeeper_operator.release_order('1', 'x');
-- Under another id it is another ghost, and as old.
update public.orders_inbox set shipstation_order_id = '99' where order_number = '1';
select is(play.stale(), '1/awaiting_shipment/99', 'under another id nothing was tried yet');
update public.orders_inbox set shipstation_order_id = '71' where order_number = '1';
select is(play.stale(), '1/awaiting_shipment/71/1/work_in_progress', 'under the old one it is known');

-- Closed, or with lines.
update public.orders_inbox set status = 'cancelled' where order_number = '1';
select is(play.stale(), '', 'a cancelled one is none');
update public.orders_inbox set status = 'on_hold' where order_number = '1';
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from public.orders_inbox where order_number = '1';
select is(play.stale(), '', 'nor one with lines');
delete from public.orders_inbox;

-- Without an id: the same.
insert into public.orders_inbox (order_number, order_date, status, created_at)
values ('3', current_date, 'pending', shipkeeper.shop_now() - interval '24 hours 1 minute'),
  ('4', current_date, 'pending', shipkeeper.shop_now() - interval '23 hours 59 minutes');
select is(play.stale(), '3/pending', 'an order without an id');

-- A date that is missing or to come: since a cycle first met it.
insert into public.orders_inbox (order_number, order_date, status, created_at, shipstation_order_id)
values ('5', '2020-01-01', 'pending', null, ' '), ('6', '2020-01-01', 'pending', shipkeeper.shop_now() + interval '2 days', null),
  ('7', '2020-01-01', 'pending', null, '77'), ('8', '2020-01-01', 'pending', shipkeeper.shop_now() + interval '2 days', '78');
select is(play.stale(), '3/pending', 'which none has yet');
select is((select count(*) from shipkeeper_report.stale_empty_orders where shipstation_order_id is null), 1::bigint, 'a blank is no id');
select play.answer_order('7', 'on_hold'), play.answer_order('8', 'on_hold'), play.run();
select is(play.stale(), '3/pending', 'which one just has');
update shipkeeper.first_look set looked_at = looked_at - interval '24 hours 1 second';
select play.run();
select is(
  play.stale(), '3/pending 5/pending 6/pending 7/pending/77/1/work_in_progress 8/pending/78/1/work_in_progress', 'which one has more than 24 hours ago'
);
update shipkeeper.settings set ghost_after = '0';
delete from shipkeeper.first_look;
select play.run();
select is((select count(*) from shipkeeper.first_look), 4::bigint, 'it is kept where a header is a ghost at once, too');
delete from public.orders_inbox;
select is(play.stale(), '', 'none is left');

select * from finish();
rollback;
