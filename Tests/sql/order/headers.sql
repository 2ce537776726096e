-- A header of the shop's, from an order of ShipStation's.
begin;
\ir ../prelude.psql
select plan(51);

-- What keeps an order from becoming one: members that replace those of a good one.
create function play.problem(p_members jsonb) returns text language sql as $$
  select shipkeeper.header_problem('{"orderNumber": "1", "orderDate": "2025-11-20T10:00:00.0000000", "orderTotal": 19.99}' || p_members)
$$;
select is(play.problem(members), null, 'good: ' || left(members::text, 60))
from unnest(array[
  '{}', '{"orderTotal": null}', '{"orderTotal": 0}', '{"orderTotal": -21474836.47}', '{"orderTotal": 21474836.474}',
  '{"orderDate": "2025-11-20"}', '{"orderDate": "2025-11-20 whatever"}', '{"customerEmail": null, "carrierCode": null}',
  '{"shipTo": null, "billTo": {}}', '{"shipTo": {"name": null, "residential": true, "lemons": [1]}}', '{"lemons": []}'
]::jsonb[]) as members
union all
select is(play.problem(jsonb_build_object('orderNumber', repeat('x', 200))), null, 'good: a number of 200 characters')
union all
select is(play.problem(jsonb_build_object('shipTo', jsonb_build_object('name', repeat('ü', 1000)))), null, 'good: a name of 1000');
select is(play.problem(members), problem, left(members::text, 60))
from (
  values
  ('{"orderNumber": null}'::jsonb, 'orderNumber is missing or no usable text'),
  ('{"orderNumber": 5}', 'orderNumber is missing or no usable text'),
  ('{"orderNumber": " "}', 'orderNumber is missing or no usable text'),
  ('{"orderNumber": ["1"]}', 'orderNumber is missing or no usable text'),
  (jsonb_build_object('orderNumber', repeat('x', 201)), 'orderNumber is missing or no usable text'),
  ('{"orderDate": null}', 'orderDate is missing or no date'), ('{"orderDate": 20251120}', 'orderDate is missing or no date'),
  ('{"orderDate": "2025-02-30"}', 'orderDate is missing or no date'), ('{"orderDate": "20.11.2025"}', 'orderDate is missing or no date'),
  ('{"orderTotal": "19.99"}', 'orderTotal has a wrong type'), ('{"orderTotal": 21474836.475}', 'orderTotal is out of range'),
  ('{"orderTotal": -1e300}', 'orderTotal is out of range'), ('{"customerEmail": 5}', 'customerEmail is no usable text'),
  (jsonb_build_object('customerEmail', repeat('x', 1001)), 'customerEmail is no usable text'),
  ('{"carrierCode": {}}', 'carrierCode is no usable text'), ('{"serviceCode": true}', 'serviceCode is no usable text'),
  ('{"shipTo": "100 EXAMPLE ST"}', 'shipTo is no address'), ('{"billTo": [{"name": "x"}]}', 'billTo is no address'),
  ('{"shipTo": {"postalCode": 99999}}', 'postalCode of shipTo is no usable text'),
  (jsonb_build_object('billTo', jsonb_build_object('street2', repeat('x', 1001))), 'street2 of billTo is no usable text')
) as v (members, problem);

-- Its columns.
select is(
  shipkeeper.header_values('{"orderId": 4000000000001, "orderNumber": "N-1", "orderDate": "2025-11-20T23:59:59.9999999",
    "orderStatus": "on_hold",
    "orderTotal": 1.005, "customerEmail": "buyer@example.invalid", "carrierCode": "ups", "serviceCode": "ground",
    "shipTo": {"name": "Test Customer", "company": "", "street1": "100 EXAMPLE ST", "city": null, "country": "US", "residential": true},
    "billTo": {"postalCode": "99999", "phone": "0"}}'),
  '{"order_number": "N-1", "order_date": "2025-11-20", "status": "on_hold", "shipstation_order_id": "4000000000001",
    "total_amount_cents": 101, "source_system": "ShipStation Manual", "customer_email": "buyer@example.invalid",
    "shipping_carrier_code": "ups", "shipping_service_code": "ground", "ship_name": "Test Customer", "ship_company": "",
    "ship_street1": "100 EXAMPLE ST", "ship_country": "US", "bill_postal_code": "99999", "bill_phone": "0"}'::jsonb,
  'what ShipStation says, and no column for what it does not; cents through numeric'
);
select is(
  shipkeeper.header_values('{"orderId": 1, "orderNumber": "1", "orderDate": "2025-11-20", "orderStatus": "shipped"}'),
  '{"order_number": "1", "order_date": "2025-11-20", "status": "shipped", "shipstation_order_id": "1",
    "source_system": "ShipStation Manual"}'::jsonb, 'the least there is'
);
select is(shipkeeper.address_values(null, 'ship_'), '{}', 'no address');
select is(shipkeeper.address_values('{"name": null}', 'ship_'), '{}', 'an empty one');

-- Written only to columns that the shop has.
create temporary table header as select play.make_ghost('1') as id;
select is(
  shipkeeper.header_columns('{"status": 1, "lemons": 2, "order_number": 3, "ctid": 4}'), array['order_number', 'status'],
  'columns that the shop does not have are left out'
);
alter table public.orders_inbox drop column ship_city;
alter table public.orders_inbox add column city_length integer generated always as (length(ship_name)) stored;
select is(
  shipkeeper.header_columns('{"ship_city": "x", "city_length": 5, "ship_name": "x"}'), array['ship_name'],
  'nor are columns that are gone, or made by the shop'
);

-- A new one.
alter table public.orders_inbox alter column ship_country set default 'XX';
create function play.new_header(p_number text, p_more jsonb default '{}') returns shipkeeper.decided_order language plpgsql as $$
declare
  v_order shipkeeper.decided_order;
begin
  v_order.action := 'import';
  v_order.writes_lines := true;
  v_order.laid.shipstation_order_id := '9' || p_number;
  v_order.laid.order_number := p_number;
  v_order.laid.header := jsonb_build_object('order_number', p_number, 'order_date', '2025-11-20', 'shipstation_order_id', '9' || p_number) || p_more;
  return v_order;
end
$$;
create temporary table added as
select a.order_inbox_id, a.reason
from unnest(shipkeeper.insert_headers(array[
  play.new_header('9', '{"ship_city": "x", "status": "shipped"}'), play.new_header('8', '{"ship_country": "US"}'), play.new_header('1')
])) as a;
select results_eq(
  'select a.order_inbox_id - h.id, a.reason from added as a cross join header as h',
  $$ values (1::bigint, null), (2, null), (null, 'locked') $$, 'added, with its id; a number that is there: nothing'
);
select is(
  (select array_agg(concat_ws(' ', o.status, o.ship_country) order by o.id) from public.orders_inbox as o join added as a on a.order_inbox_id = o.id),
  array['shipped XX', 'pending US'], 'what an order does not say gets the shop''s default'
);
select throws_ok(
  $$ select shipkeeper.insert_headers(array[play.new_header('10', '{"status": "lemons"}')]) $$, '23514', null, 'what the shop does not take'
);
insert into public.orders_inbox (order_number, order_date, shipstation_order_id) values ('12', '2025-11-20', '911');
select throws_ok(
  $$ select shipkeeper.insert_headers(array[play.new_header('11')]) $$, '55P03', null, 'an id that came in between'
);

-- Units.
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 3 from header;
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'B', 1 from header;
select is(shipkeeper.units_by_sku_here(id), '{"A": 3, "B": 1}', 'units here') from header;
select is(shipkeeper.units_by_sku_here(-1), '{}', 'none');
select is(
  (
    select shipkeeper.units_by_sku(l.lines)
    from shipkeeper.lay_out(jsonb_build_array(play.order_json('1', 'shipped', play.item('A', 1), play.item('B', 1), play.item('A', 2)))) as l
  ), '{"A": 3, "B": 1}',
  'units there, by SKU'
);
select is(shipkeeper.units_by_sku('{}'), '{}', 'none');

-- Texts, days, numbers.
select is(
  array(select shipkeeper.is_text_or_null(v, 3) from unnest(array[
    null, 'null', '"abc"', '""', '"abcd"', '5', '{}', '[]', 'true'
  ]::jsonb[]) as v),
  array[true, true, true, true, false, false, false, false, false], 'a text of so many characters, or none'
);
select is(
  array(select shipkeeper.sent_date(t) from unnest(array[
    '2025-11-03', '2025-11-03T23:59:59Z', '0001-01-01T00:00:00', '2025-13-01', '25-11-03', '', null
  ]) as t),
  array['2025-11-03', '2025-11-03', '0001-01-01', null, null, null, null]::date[], 'a day, as sent'
);
select is(
  array(select shipkeeper.smaller_page_size(n) from unnest(array[500, 256, 128, 2, 1]) as n), array[256, 128, 64, 1, 1], 'halves of a page'
);
select is(
  array(
    select shipkeeper.walk_page_size(size, passed)
    from (
      values
      (500, 0), (500, 500), (500, 1000), (500, 4), (500, 6), (500, 7), (256, 512), (256, 500), (8, 16), (8, 20), (1, 7)
    ) as v (size, passed)
  ), array[500, 500, 500, 4, 2, 1, 256, 4, 8, 4, 1], 'the largest page that starts right after so many orders'
);

select * from finish();
rollback;
