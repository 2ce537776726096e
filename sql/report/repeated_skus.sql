create or replace view shipkeeper_report.repeated_skus as
select
  r.order_number,
  r.shipstation_order_id,
  r.sku,
  r.lines,
  r.units,
  case
    when o.id is null then 'no such order here'
    when l.lines = 0 then 'not stored'
    when l.lines = 1 then 'one row'
    else 'a row a line'
  end as stored_as,
  l.units as units_stored,
  r.found_at,
  r.seen_at,
  r.seen_at as changed_at
from shipkeeper.repeated_sku as r
left join public.orders_inbox as o
  on o.shipstation_order_id = r.shipstation_order_id and o.shipstation_order_id is not null
left join lateral (
  select
    count(*) as lines,
    coalesce(sum(i.quantity), 0) as units
  from public.order_items_inbox as i
  where i.order_inbox_id = o.id and i.sku = r.sku
) as l on true;
comment on view shipkeeper_report.repeated_skus is
'SKUs that stand on several lines of an order in ShipStation, as last seen there by a cycle or a scan. Key: shipstation_order_id, sku.';
comment on column shipkeeper_report.repeated_skus.order_number is 'The order''s number in ShipStation.';
comment on column shipkeeper_report.repeated_skus.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.repeated_skus.sku is 'The SKU.';
comment on column shipkeeper_report.repeated_skus.lines is 'Lines that carry it in ShipStation.';
comment on column shipkeeper_report.repeated_skus.units is 'Units on these lines together.';
comment on column shipkeeper_report.repeated_skus.stored_as is
'How it is stored here: a row a line, one row (units may be missing), not stored, or no such order here.';
comment on column shipkeeper_report.repeated_skus.units_stored is 'Units stored here.';
comment on column shipkeeper_report.repeated_skus.found_at is 'When it was first seen.';
comment on column shipkeeper_report.repeated_skus.seen_at is 'When it was last seen.';
comment on column shipkeeper_report.repeated_skus.changed_at is 'When it was last seen.';
