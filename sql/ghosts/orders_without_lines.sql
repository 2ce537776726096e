-- The order's other columns are fetched for ghosts only.
create or replace view shipkeeper.orders_without_lines as
select
  o.id::bigint as order_inbox_id,
  o.order_number,
  o.status,
  o.order_date,
  -- As it stands, blanks around it included: what is asked for is compared with it again.
  case when btrim(o.shipstation_order_id) <> '' then o.shipstation_order_id end as shipstation_order_id
-- The offset keeps the two steps apart: the planner would read the whole header of every open order.
from (select g.id from shipkeeper.ghost_header as g offset 0) as ghost
join public.orders_inbox as o on o.id = ghost.id;
comment on view shipkeeper.orders_without_lines is 'The ghosts (ghost_header), with what a list of them shows.';
comment on column shipkeeper.orders_without_lines.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper.orders_without_lines.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper.orders_without_lines.status is 'orders_inbox.status.';
comment on column shipkeeper.orders_without_lines.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper.orders_without_lines.shipstation_order_id is
'orders_inbox.shipstation_order_id as it stands; null where it is null or blank.';
