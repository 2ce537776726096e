-- Fills a shop: :orders headers, three lines each, 5 % of them open and spread at random, :ghosts open ones without lines.
-- psql variables: orders, ghosts. As a superuser: the foreign keys of what is made here need no looking up.
set session_replication_role = replica;
set synchronous_commit = off;
select setseed(0.5);

insert into public.orders_inbox (
  order_number, order_date, customer_email, status, shipstation_order_id, total_items, total_amount_cents,
  ship_name, ship_street1, ship_city, ship_state, ship_postal_code, ship_country, ship_phone,
  bill_name, bill_street1, bill_city, bill_state, bill_postal_code, bill_country,
  shipping_carrier_code, shipping_service_code, shipping_service_name, tracking_number, created_at
)
select
  (100000 + n)::text,
  date '2020-01-01' + (n * 2000::bigint / :orders)::integer,
  'customer' || n || '@example.com',
  case when random() < 0.05 then (array['pending', 'uploaded', 'awaiting_shipment', 'on_hold'])[1 + n % 4]
    when n % 40 = 0 then 'cancelled' else 'shipped' end,
  (900000000 + n)::text,
  6,
  11994,
  'Customer ' || n, n || ' Example Street', 'Springfield', 'IL', '62701', 'US', '+1 555 0100',
  'Customer ' || n, n || ' Example Street', 'Springfield', 'IL', '62701', 'US',
  'stamps_com', 'usps_priority_mail', 'USPS Priority Mail', '94001000000000' || n, date '2020-01-01' + (n * 2000::bigint / :orders)::integer
from generate_series(1, :orders) as n;

insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents)
select o.id, (17000 + (o.id * 7 + l * 131) % 500)::text, l, 1999
from public.orders_inbox as o
cross join generate_series(1, 3) as l;

create temporary table chosen as
select o.id from public.orders_inbox as o where o.status not in ('shipped', 'cancelled') order by random() limit :ghosts;
delete from public.order_items_inbox as i using chosen as c where i.order_inbox_id = c.id;
update public.orders_inbox as o set total_items = 0 from chosen as c where o.id = c.id;
