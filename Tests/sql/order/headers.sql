-- A header of the shop's, from an order of ShipStation's.
begin;
\ir ../prelude.psql
select plan(60);

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

-- Written only where it differs, and only to columns that the shop has.
create temporary table header as select play.make_ghost('1') as id;
select is(shipkeeper.does_header_differ(id, '{"status": "awaiting_shipment", "total_items": 0}'), false, 'as it is') from header;
select is(shipkeeper.does_header_differ(id, '{"status": "awaiting_shipment", "total_items": 1}'), true, 'one column differs') from header;
select is(shipkeeper.does_header_differ(id, '{"ship_name": "x"}'), true, 'from null') from header;
select is(shipkeeper.does_header_differ(id, '{"ship_name": null}'), false, 'null is null') from header;
select is(shipkeeper.does_header_differ(-1, '{"status": "shipped"}'), null, 'no such header');
select is(
  shipkeeper.header_columns('{"status": 1, "lemons": 2, "order_number": 3, "ctid": 4}'), array['order_number', 'status'],
  'columns that the shop does not have are left out'
);
create temporary table before as select updated_at from public.orders_inbox;
select is(shipkeeper.write_header(id, '{"status": "awaiting_shipment"}'), false, 'nothing to write') from header;
select is((select updated_at from public.orders_inbox), (select updated_at from before), 'is not written');
select is(shipkeeper.write_header(id, '{"status": "on_hold", "ship_city": "Examplecity", "lemons": 5}'), true, 'written') from header;
select is(
  (select concat_ws(' ', status, ship_city, updated_at > (select updated_at from before)) from public.orders_inbox),
  'on_hold Examplecity t',
  'with updated_at'
);
select throws_ok(format($$ select shipkeeper.write_header(%s, '{"status": "lemons"}') $$, id), '23514', null, 'what the shop does not take')
from header;
alter table public.orders_inbox drop column ship_city;
alter table public.orders_inbox add column city_length integer generated always as (length(ship_name)) stored;
select is(
  shipkeeper.header_columns('{"ship_city": "x", "city_length": 5, "ship_name": "x"}'), array['ship_name'],
  'nor are columns that are gone, or made by the shop'
);

-- A new one.
select ok(
  (
    select h.id + 1 = shipkeeper.insert_header('{"order_number": "9", "order_date": "2025-11-20", "ship_city": "x", "status": "shipped"}')
    from header as h
  ),
  'added, and its id returned'
);
select is(shipkeeper.insert_header('{"order_number": "9", "order_date": "2025-11-20"}'), null, 'a number that is there: nothing');
select throws_ok(
  $$ select shipkeeper.insert_header('{"order_number": "10", "order_date": "2025-11-20", "status": "lemons"}') $$, '23514', null,
  'what the shop does not take'
);

-- Units.
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 3 from header;
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'B', 1 from header;
select is(shipkeeper.units_by_sku_here(id), '{"A": 3, "B": 1}', 'units here') from header;
select is(shipkeeper.units_by_sku_here(-1), '{}', 'none');
select is(
  shipkeeper.units_by_sku(play.order_json('1', 'shipped', play.item('A', 1), play.item('B', 1), play.item('A', 2))), '{"A": 3, "B": 1}',
  'units there, by SKU'
);
select is(shipkeeper.units_by_sku('{"items": []}'), '{}', 'none');

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
