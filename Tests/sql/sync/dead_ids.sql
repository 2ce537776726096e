-- An id that ShipStation does not know does not stand in the way of linking, by the rules that there are.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(16);
create function play.header_with(p_number text, p_id text, p_status text default 'uploaded', p_units integer default 2)
returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
    values (p_number, '2025-11-03', p_status, p_id, shipkeeper.shop_now() - interval '1 hour') returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', p_units from header
$$;
create function play.id_of(p_number text) returns text language sql as $$
  select shipstation_order_id from public.orders_inbox where order_number = p_number
$$;
create function play.conflict(p_number text) returns text language sql as $$
  select reason from shipkeeper_report.number_conflicts where order_number = p_number
$$;
-- An order known by its id proves the account.
select play.header_with('9', '79', 'awaiting_shipment'), play.header_with('1', '501');
select play.remote_orders(9, 9), play.remote_orders(1, 1);
select play.walk('heal_only'), play.watch();
select is(play.id_of('1') || ' ' || play.conflict('1'), '501 another_id', 'heal_only: not linked');
select is(cardinality(play.sent()), 1, 'nor asked for');
select is((select count(*) from shipkeeper_report.alerts where order_number = '1'), 1::bigint, 'but an alert');
select play.walk();
select is(
  (play.sent())[2:3], array['/orders/501', '/orders?orderNumber=1&pageSize=500&page=1'], 'full: its own id is asked for, then its number'
);
select is(play.id_of('1'), '71', 'not known: linked to the one that there is');
select is(play.conflict('1'), null, 'no conflict is left');
select play.watch();
select is((select count(*) from shipkeeper_report.alerts where order_number = '1'), 0::bigint, 'nor an alert');

-- An id that ShipStation knows.
select play.header_with('2', '502'), play.remote_orders(2, 2);
insert into play.remote select 502, content || '{"orderId": 502, "orderNumber": "x", "modifyDate": "2024-01-01T00:00:00"}' from play.remote where id = 72;
select play.walk();
select is(play.id_of('2') || ' ' || play.conflict('2'), '502 another_id', 'known: it stays');
select is((play.sent())[2], '/orders/502', 'asked once');
select play.walk();
select is(cardinality(play.sent()), 1, 'and again only at growing intervals');
delete from play.remote where id = 502;
insert into play.spoilt_answer (request, status) values (2, 503);
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.walk();
select is(play.id_of('2'), '502', 'a failure says nothing of it');

-- By the rules: status, units, the number once, one id alone.
select play.forget(), play.header_with('3', '503', 'awaiting_shipment'), play.header_with('4', '504', 'uploaded', 5), play.header_with('5', '505'),
  play.header_with('6', '506');
select play.remote_orders(3, 6);
insert into play.remote select 999, content || '{"orderId": 999, "modifyDate": "2024-01-01T00:00:00"}' from play.remote where id = 75;
insert into shipkeeper.merged_order values ('506', '1', '1', clock_timestamp());
select play.walk();
select is(
  (select string_agg(order_number || ' ' || shipstation_order_id, ', ' order by order_number) from public.orders_inbox where order_number ~ '[3-6]'),
  '3 503, 4 504, 5 505, 6 506', 'none of these is linked: another status, other units, two of the number, merged into another'
);
select is(play.conflict('5'), 'number_not_unique', 'two of the number');
select ok(not play.sent()::text ~ '/orders/50[346]', 'what the rules exclude is not asked for');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
-- It gets another id meanwhile: under the lock the one counts that was not known.
update public.orders_inbox set shipstation_order_id = '600' where order_number = '5';
select is(
  shipkeeper.link_order(
    (select max(w.cycle_id) from shipkeeper.sync_walk as w), null, (select o.id from public.orders_inbox as o where o.order_number = '5'),
    shipkeeper.lay_out_order((select content from play.remote where id = 75), '75'), '505'
  ), 'another_id', 'another id since: left'
);

select * from finish();
rollback;
