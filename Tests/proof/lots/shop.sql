-- Orders on hold here that carry old lots, from the documents in the variable orders. Time is let pass by the tables: see
-- Tests/proof/walk/hours.sql.
update shipkeeper.settings
set
  sync_mode = 'off', round_every = '0', lot_mode = 'automatic', order_timeout_seconds = 5, lot_history_slack = '1 day',
  quota_reserve = 1;
insert into public.sku_lot (sku, lot, active)
values ('17612', '250237', 0), ('17612', '250300', 1), ('17904', '250111', 0), ('17904', '250410', 1);
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
select o ->> 'orderNumber', current_date, 'on_hold', o ->> 'orderId', (
  select sum((i ->> 'quantity')::integer) from jsonb_array_elements(o -> 'items') as i
)
from jsonb_array_elements(:'orders') as o;
-- One that was perhaps picked.
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '1202';
update public.orders_inbox set status = 'on_hold' where order_number = '1202';
insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id)
select h.id, p.sku, p.sku_lot, (i ->> 'quantity')::integer, 1999, (i ->> 'orderItemId')::bigint
from jsonb_array_elements(:'orders') as o
join public.orders_inbox as h on h.shipstation_order_id = o ->> 'orderId'
cross join jsonb_array_elements(o -> 'items') as i
cross join shipkeeper.parse_sku(i ->> 'sku') as p;
