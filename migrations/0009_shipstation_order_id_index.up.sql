-- no-transaction
-- index: public.orders_inbox_shipkeeper_shipstation_order_id_idx
-- ShipStation ids are neither unique nor indexed in shops: this finds two headers with one id, and an order by its id.
create index concurrently if not exists orders_inbox_shipkeeper_shipstation_order_id_idx
on public.orders_inbox (shipstation_order_id) where shipstation_order_id is not null;
