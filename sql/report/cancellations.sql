create or replace view shipkeeper_report.cancellations as
select
  c.cancellation_id,
  c.order_number,
  c.shipstation_order_id,
  c.reason,
  c.previous_status,
  c.cancelled_at,
  case
    when c.reason <> 'operator' then 'Shipkeeper'
    else (
      select a.acted_by
      from shipkeeper.operator_action as a
      where a.action = 'cancel_order' and a.details ->> 'order_number' = c.order_number and a.acted_at <= c.cancelled_at
      order by a.operator_action_id desc
      limit 1
    )
  end as cancelled_by,
  c.undone_at,
  c.undone_by,
  c.undone_reason,
  coalesce(c.undone_at, c.cancelled_at) as changed_at
from shipkeeper.cancellation as c;
comment on view shipkeeper_report.cancellations is
'Orders that Shipkeeper set to cancelled, and those among them that an operator, or ShipStation, gave back. Key: cancellation_id.';
comment on column shipkeeper_report.cancellations.cancellation_id is 'Identity, ascending in time.';
comment on column shipkeeper_report.cancellations.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.cancellations.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.cancellations.reason is
'not_found (404), cancelled_in_shipstation, merged, gone (404 by two looks), or operator.';
comment on column shipkeeper_report.cancellations.previous_status is 'orders_inbox.status before.';
comment on column shipkeeper_report.cancellations.cancelled_at is 'When.';
comment on column shipkeeper_report.cancellations.cancelled_by is 'Shipkeeper, or the operator who called cancel_order.';
comment on column shipkeeper_report.cancellations.undone_at is 'When it was undone; null: it was not.';
comment on column shipkeeper_report.cancellations.undone_by is 'Who undid it; ShipStation: it listed the order as open again.';
comment on column shipkeeper_report.cancellations.undone_reason is 'Why.';
comment on column shipkeeper_report.cancellations.changed_at is 'When it was undone; until then when it was cancelled.';
