-- A line more for an order that exists, as upserts write it.
\set id random(1, :orders)
\set sku random(20000, 99999)
insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents)
values (:id, :sku::text, 1, 1999)
on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
