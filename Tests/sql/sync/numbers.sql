-- Orders that share a number: linked where that is certain, else shown.
begin;
\ir ../prelude.psql
select plan(25);
insert into play.clock values ('2025-11-20 20:00Z');
create function play.page(p_mode text default 'full') returns text language plpgsql as $$
begin
  perform play.sync(p_mode, '2025-11-20 17:00Z');
  return play.run('{"kind": "run", "only": ["sync"]}');
end
$$;
create function play.header_with(p_number text, p_id text, p_status text, p_sku text default 'A', p_age interval default '1 hour')
returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
    values (p_number, '2025-11-03', p_status, p_id, shipkeeper.shop_now() - p_age) returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, p_sku, 2 from header
$$;
create function play.reason(p_number text) returns text language sql as $$
  select reason from shipkeeper_report.number_conflicts where order_number = p_number
$$;
create function play.id_of(p_number text) returns text language sql as $$
  select shipstation_order_id from public.orders_inbox where order_number = p_number
$$;

-- Why not.
select play.header_with('1', null, 'pending');
select play.header_with('2', '', 'failed');
select play.header_with('3', '999', 'awaiting_shipment');
select play.header_with('4', ' ', 'uploaded', 'A', '5 minutes');
select play.header_with('5', null, 'uploaded', 'B');
select play.header_with('6', null, 'uploaded');
select play.remote_order(n::text, timestamp '2025-11-20 10:00' + n * interval '1 minute') from generate_series(1, 6) as n;
select play.page();
select is(play.reason('1'), 'not_uploaded', 'pending: never linked');
select is(play.reason('2'), 'not_uploaded', 'failed: never');
select is(play.reason('3'), 'another_id', 'the header is another order''s');
select is(play.reason('4'), 'uploaded_recently', 'uploaded 5 minutes ago: not yet');
select is(play.reason('5'), 'units_differ', 'other SKUs');
select is(play.reason('6'), 'account_not_proven', 'no order known by its id came back with its number');
select is(array_length(play.sent(), 1), 1, 'nothing is asked for');
select is((select count(*) from public.orders_inbox), 6::bigint, 'nothing comes in beside them');
select results_eq(
  $$
  select sku, units_in_shipstation, units_here, status_here, status_in_shipstation from shipkeeper_report.number_conflicts
  where order_number = '5' order by 1
  $$,
  $$ values ('A', 2::bigint, null::bigint, 'uploaded', 'awaiting_shipment'), ('B', null, 2, 'uploaded', 'awaiting_shipment') $$,
  'both sides are shown, a row a SKU'
);
select is((select string_agg(coalesce(shipstation_order_id, ''), ',' order by id) from public.orders_inbox), ',,999, ,,', 'no header is written');

-- Linked.
select play.header_with('9', '79', 'awaiting_shipment');
select play.remote_order('9', '2025-11-20 10:09');
select play.page('heal_only');
select is(play.id_of('6'), null, 'heal_only: not linked');
select play.page();
select is(play.id_of('6'), '76', 'full, and the account proven: linked');
select is((play.sent())[2], '/orders?orderNumber=6&pageSize=500&page=1', 'after a look whether the number is unique');
select is(play.reason('6'), null, 'no conflict any more');
select is(play.outcome_of('6'), 'linked', 'outcome');
select play.figures_are('{"orders_linked": 1}', 'metrics');
select ok('info: 🔗 Linked order 6 to ShipStation order 76' = any(play.said()), 'said');

-- What ShipStation says of the number.
select play.header_with('10', null, 'uploaded');
select play.remote_order('10', '2025-11-20 10:10');
insert into play.remote select 1999, content || '{"orderId": 1999, "modifyDate": "2024-01-01T10:00:00"}' from play.remote where id = 710;
select play.page();
select is(play.reason('10'), 'number_not_unique', 'two orders with that number');
delete from play.remote where id = 1999;
insert into play.remote select 2000 + n, content || jsonb_build_object('orderId', 2000 + n, 'orderNumber', '10' || n, 'modifyDate', '2024-01-01T10:00:00')
from play.remote, generate_series(1, 500) as n where id = 710;
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.page();
select is(play.reason('10'), 'list_too_long', 'more than a page starts with it');
delete from play.remote where id between 2001 and 2500;
insert into play.remote select 2001, content || '{"orderId": 2001, "orderNumber": "10-A", "modifyDate": "2024-01-01T10:00:00"}' from play.remote where id = 710;
insert into play.answer values ('/orders?orderNumber=10&pageSize=500&page=1', 200, play.date_header(), '<html>', null);
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.page();
select is(play.reason('10'), 'list_too_long', 'an answer that is no page says nothing');
update play.answer set status = 503;
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.page();
select is(play.id_of('10'), null, 'nor one that does not come');
delete from play.answer;
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.page();
select is(play.id_of('10'), '710', 'others that only start with it do not count');
select is(
  shipkeeper.link_order((select max(cycle_id) from shipkeeper.cycle), null, -1,
    shipkeeper.lay_out_order('{"orderId": 1, "orderNumber": "x", "items": []}', '1')), 'locked', 'a header that is gone'
);
delete from public.orders_inbox where order_number in ('1', '3');
select play.page();
select is((select string_agg(order_number, ' ' order by order_number) from shipkeeper.number_conflict), '2 4 5', 'a header that went: no conflict');
select is(shipkeeper.url_encode('10/ä "x"'), '10%2F%C3%A4%20%22x%22', 'a number in a URL');

select * from finish();
rollback;
