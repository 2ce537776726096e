create or replace view shipkeeper_report.units_by_status as
select
  s.status,
  s.orders,
  s.units as units_in_shipstation,
  s.units - coalesce(d.units, 0) as units_here,
  coalesce(d.units, 0) as difference,
  coalesce(d.orders, 0) as orders_that_differ
from (
  select
    o.order_status as status,
    count(*) as orders,
    sum(o.units) as units
  from shipkeeper.seen_order as o
  group by o.order_status
) as s
left join (
  select
    u.status,
    count(*) as orders,
    sum(u.difference) as units
  from shipkeeper_report.unit_differences as u
  group by u.status
) as d on d.status = s.status;
comment on view shipkeeper_report.units_by_status is
'Units in ShipStation against units here, for each of ShipStation''s statuses, of the orders that the sync has seen: they must match. '
'unit_differences has the orders that make the difference.';
comment on column shipkeeper_report.units_by_status.status is 'ShipStation''s orderStatus.';
comment on column shipkeeper_report.units_by_status.orders is 'Orders that the sync has seen in it.';
comment on column shipkeeper_report.units_by_status.units_in_shipstation is 'Units of their product lines in ShipStation.';
comment on column shipkeeper_report.units_by_status.units_here is 'Units of their lines here.';
comment on column shipkeeper_report.units_by_status.difference is 'Units that are missing here; negative: too many.';
comment on column shipkeeper_report.units_by_status.orders_that_differ is 'How many orders make that difference.';
