-- An anti-join over the partial index of open orders; the order's other columns are fetched for those it leaves only.
create or replace view shipkeeper.orders_without_lines as
select
  o.id::bigint as order_inbox_id,
  o.order_number,
  o.status,
  o.order_date,
  -- As it stands, blanks around it included: what is asked for is compared with it again.
  case when btrim(o.shipstation_order_id) <> '' then o.shipstation_order_id end as shipstation_order_id
from (
  select h.id
  from public.orders_inbox as h
  where
    h.status not in ('shipped', 'cancelled')
    and not exists (select 1 from public.order_items_inbox as i where i.order_inbox_id = h.id)
  -- Keeps the two steps apart: the planner would read the whole header of every open order.
  offset 0
) as ghost
join public.orders_inbox as o on o.id = ghost.id;
comment on view shipkeeper.orders_without_lines is
'Open orders (neither shipped nor cancelled) without a line, whoever made them and whenever: the one definition of a ghost.';
comment on column shipkeeper.orders_without_lines.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper.orders_without_lines.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper.orders_without_lines.status is 'orders_inbox.status.';
comment on column shipkeeper.orders_without_lines.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper.orders_without_lines.shipstation_order_id is
'orders_inbox.shipstation_order_id as it stands; null where it is null or blank.';
