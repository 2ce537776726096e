create or replace view shipkeeper_report.units_by_status as
select
  s.status,
  s.orders,
  s.units::bigint as units_in_shipstation,
  (s.units - coalesce(d.units, 0))::bigint as units_here,
  coalesce(d.units, 0)::bigint as difference,
  coalesce(d.orders, 0) as orders_that_differ
from (
  select
    o.order_status as status,
    count(*) as orders,
    sum(o.units) as units
  from shipkeeper.seen_order as o
  where
    not exists (
      select 1 from shipkeeper.merged_order as m where m.shipstation_order_id = o.shipstation_order_id and m.denied_at is null
    )
  group by o.order_status
) as s
left join (
  select
    u.status,
    count(*) as orders,
    sum(u.difference) as units
  from shipkeeper_report.unit_differences as u
  group by u.status
) as d on d.status = s.status
union all
select
  case when n.is_open then 'never compared' else 'closed, not compared' end,
  count(*),
  null,
  -- Of the closed ones, which may be millions, no line is read.
  (sum((
    select coalesce(sum(i.quantity), 0) from public.order_items_inbox as i where n.is_open and i.order_inbox_id = n.id
  )) filter (where n.is_open))::bigint,
  null,
  null
from shipkeeper.never_compared as n
group by n.is_open;
comment on view shipkeeper_report.units_by_status is
'Units in ShipStation against units here, for each of ShipStation''s statuses: they must match. Every open order here with a ShipStation '
'id, and closed ones seen within keep_logs, however they were read. unit_differences has the orders that make the difference. Key: '
'status.';
comment on column shipkeeper_report.units_by_status.status is
'ShipStation''s orderStatus when it was last seen. never compared: open orders here that no page, list or single answer has brought yet; '
'closed, not compared: closed ones that were never seen or are no longer kept.';
comment on column shipkeeper_report.units_by_status.orders is 'Orders in it.';
comment on column shipkeeper_report.units_by_status.units_in_shipstation is 'Units of their product lines in ShipStation; null: not known.';
comment on column shipkeeper_report.units_by_status.units_here is 'Units of their lines here; null: not counted.';
comment on column shipkeeper_report.units_by_status.difference is 'Units that are missing here; negative: too many.';
comment on column shipkeeper_report.units_by_status.orders_that_differ is 'How many orders make that difference.';
