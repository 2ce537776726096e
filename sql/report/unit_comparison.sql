create or replace view shipkeeper_report.unit_comparison as
select
  n.seen - n.differ as orders_that_agree,
  n.differ as orders_that_differ,
  n.not_compared as orders_not_compared,
  format('%s agree / %s differ / %s not compared', n.seen - n.differ, n.differ, n.not_compared) as figure
from (
  select
    (
      select count(*)
      from shipkeeper.seen_order as s
      where
        not exists (
          select 1 from shipkeeper.merged_order as m where m.shipstation_order_id = s.shipstation_order_id and m.denied_at is null
        )
    ) as seen,
    (select count(*) from shipkeeper_report.unit_differences) as differ,
    (select count(*) from shipkeeper.never_compared where is_open) as not_compared
) as n;
comment on view shipkeeper_report.unit_comparison is
'Whether the units here are those in ShipStation, of every open order with a ShipStation id and of the closed ones seen within keep_logs: '
'one row. Nothing may differ, and little be not compared. Key: none, one row.';
comment on column shipkeeper_report.unit_comparison.orders_that_agree is 'Orders with as many units here as in ShipStation.';
comment on column shipkeeper_report.unit_comparison.orders_that_differ is 'Orders with other units: unit_differences.';
comment on column shipkeeper_report.unit_comparison.orders_not_compared is
'Open orders with a ShipStation id that no page, list or single answer has brought yet.';
comment on column shipkeeper_report.unit_comparison.figure is 'The three in a text.';
