-- Starts from the orders that differed when they were seen, by a partial index, and looks at their lines as they are now.
create or replace view shipkeeper_report.unit_differences as
select
  s.order_number,
  s.shipstation_order_id,
  s.order_status as status,
  s.units as units_in_shipstation,
  h.units_here,
  s.units - coalesce(h.units_here, 0) as difference,
  case
    when h.orders_here = 0 then 'no such order here'
    when h.units_here = 0 then 'no lines here'
    else 'other units here'
  end as explanation,
  s.seen_at
from shipkeeper.seen_order as s
left join lateral (
  select
    count(distinct o.id) as orders_here,
    case when count(o.id) > 0 then coalesce(sum(i.quantity), 0) end as units_here
  from public.orders_inbox as o
  left join public.order_items_inbox as i on i.order_inbox_id = o.id
  where o.shipstation_order_id in (s.shipstation_order_id, 'se-' || s.shipstation_order_id)
) as h on true
where
  s.do_units_differ
  and h.units_here is distinct from s.units
  -- The units of one that was merged are those of the order that took it up.
  and not exists (select 1 from shipkeeper.merged_order as m where m.shipstation_order_id = s.shipstation_order_id and m.denied_at is null);
comment on view shipkeeper_report.unit_differences is
'Orders whose units here are not those that ShipStation had when the sync last saw them: the rows that make the difference in '
'units_by_status. An order that the shop changed after it was seen comes with the next sight. Key: shipstation_order_id.';
comment on column shipkeeper_report.unit_differences.order_number is 'ShipStation''s orderNumber.';
comment on column shipkeeper_report.unit_differences.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.unit_differences.status is 'ShipStation''s orderStatus when it was seen.';
comment on column shipkeeper_report.unit_differences.units_in_shipstation is 'Units of its product lines in ShipStation.';
comment on column shipkeeper_report.unit_differences.units_here is 'Units of its lines here, now; null: no order here has its id.';
comment on column shipkeeper_report.unit_differences.difference is 'Units that are missing here; negative: too many.';
comment on column shipkeeper_report.unit_differences.explanation is 'no such order here, no lines here, or other units here.';
comment on column shipkeeper_report.unit_differences.seen_at is 'When the sync last saw it.';
