-- What the demo's shop holds before Shipkeeper comes. Loaded by the owner of the tables.

insert into public.sku_lot (sku, lot, active) values ('17612', '250237', 0), ('17612', '250300', 1);

-- Ordinary orders, with lines.
with headers as (
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
  values
  ('100521', '2025-11-03', 'shipped', '210100521', 1),
  ('100522', '2025-11-03', 'awaiting_shipment', '210100522', 3),
  ('100523', '2025-11-04', 'pending', null, 1)
  returning id, order_number
)
insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents)
select headers.id, lines.sku, lines.sku_lot, lines.quantity, lines.unit_price_cents
from headers
join (
  values
  ('100521', '17612', '17612 - 250237', 1, 1999),
  ('100522', '17612', '17612 - 250300', 2, 1999),
  ('100522', 'BUNDLE-001', null, 1, 4999),
  ('100523', '17612', '17612 - 250300', 1, 1999)
) as lines (order_number, sku, sku_lot, quantity, unit_price_cents) on lines.order_number = headers.order_number;

-- Ghosts: made by hand in ShipStation; a sync copied their headers, nobody copied their lines.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, created_at)
values
('TEST-ORDER-API-DOCS', '2025-11-04', 'awaiting_shipment', '94113592', current_timestamp - interval '1 hour'),
('1615', '2025-11-04', 'awaiting_shipment', '468167973', current_timestamp - interval '1 hour'),
('104778', '2025-11-04', 'on_hold', '156799376', current_timestamp - interval '1 hour'),
('100528', '2025-11-05', 'awaiting_shipment', '210100528', current_timestamp - interval '1 hour'),
('100529', '2025-11-05', 'awaiting_shipment', '210100529', current_timestamp - interval '1 hour'),
('100530', '2025-11-05', 'awaiting_shipment', '210100530', current_timestamp - interval '1 hour'),
('100531', '2025-11-05', 'awaiting_shipment', '210100531', current_timestamp - interval '1 hour'),
('100532', '2025-11-05', 'awaiting_shipment', '210100532', current_timestamp - interval '1 hour'),
('100533', '2025-11-05', 'awaiting_shipment', '210100533', current_timestamp - interval '1 hour');

-- A header that nobody can ask for: it has no ShipStation id.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, created_at)
values ('100534', '2025-11-05', 'awaiting_shipment', '', current_timestamp - interval '1 hour');
