-- An order is put on hold, or released from it: every second time its lots come under review.
\set id random(1, :orders)
update public.orders_inbox
set status = case status when 'on_hold' then 'awaiting_shipment' else 'on_hold' end, updated_at = now()
where id = :id;
