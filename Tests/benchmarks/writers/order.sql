-- A new order with three lines.
\set number random(1, 1000000000000000)
begin;
insert into public.orders_inbox (order_number, order_date, customer_email, status, shipstation_order_id, ship_name, ship_city)
values ('N' || :number, '2025-06-01', 'customer@example.com', 'awaiting_shipment', :number::text, 'Customer', 'Springfield')
returning id \gset
insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents)
values (:id, '17612', 1, 1999), (:id, '17904', 2, 1999), (:id, '18675', 3, 1999);
commit;
