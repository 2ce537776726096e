-- An order leaves the open ones, or comes back.
\set id random(1, :orders)
update public.orders_inbox
set status = case status when 'awaiting_shipment' then 'shipped' else 'awaiting_shipment' end, updated_at = now()
where id = :id;
