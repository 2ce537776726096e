-- The least that a page of ghosts can cost: one statement from its JSON to lines and headers. It checks, records and locks nothing.
-- The page is the parameter, as bytes.
with
listed as materialized (
  select p.* from jsonb_to_recordset(convert_from(%s, 'UTF8')::jsonb -> 'orders') as p ("orderId" bigint, "orderStatus" text, items jsonb)
),
header as (
  select o.id, l."orderStatus", l.items from listed as l join public.orders_inbox as o on o.shipstation_order_id = l."orderId"::text
),
line as (
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents)
  select h.id, i.sku, i.quantity, round(i."unitPrice" * 100)::integer
  from header as h
  cross join lateral jsonb_to_recordset(h.items) as i (sku text, quantity integer, "unitPrice" numeric)
  returning order_inbox_id, quantity
)
update public.orders_inbox as o
set
  status = h."orderStatus",
  total_items = (select sum(l.quantity) from line as l where l.order_inbox_id = o.id),
  updated_at = now()
from header as h
where h.id = o.id
