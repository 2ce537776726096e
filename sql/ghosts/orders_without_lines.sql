-- The order's other columns are fetched for ghosts only.
create or replace view shipkeeper.orders_without_lines as
select
  o.id::bigint as order_inbox_id,
  o.order_number,
  o.status,
  o.order_date,
  -- As it stands, blanks around it included: what is asked for is compared with it again.
  case when btrim(o.shipstation_order_id) <> '' then o.shipstation_order_id end as shipstation_order_id,
  -- As a value: else the planner may look for all ghosts once more.
  coalesce((select true from shipkeeper.ghost_header as g where g.id = o.id), false) as is_ghost
-- The offset keeps the two steps apart: the planner would read the whole header of every open order.
from (select e.id from shipkeeper.empty_header as e offset 0) as empty
join public.orders_inbox as o on o.id = empty.id;
comment on view shipkeeper.orders_without_lines is 'The open orders without lines, with what a list of them shows.';
comment on column shipkeeper.orders_without_lines.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper.orders_without_lines.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper.orders_without_lines.status is 'orders_inbox.status.';
comment on column shipkeeper.orders_without_lines.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper.orders_without_lines.shipstation_order_id is
'orders_inbox.shipstation_order_id as it stands; null where it is null or blank.';
comment on column shipkeeper.orders_without_lines.is_ghost is
'Whether it is a ghost (ghost_header); false: another program may be about to write its lines.';
