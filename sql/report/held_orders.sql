create or replace view shipkeeper_report.held_orders as
select
  g.order_number,
  g.shipstation_order_id,
  g.held_reason,
  g.held_at,
  g.attempts,
  h.held_by,
  h.reason as held_because,
  n.number_in_shipstation,
  g.open_as
from shipkeeper.ghost as g
left join shipkeeper.order_hold as h on h.order_inbox_id = g.order_inbox_id
left join shipkeeper.number_difference as n on n.order_inbox_id = g.order_inbox_id and g.held_reason = 'number_differs'
where g.held_reason is not null
union all
select
  o.order_number,
  o.shipstation_order_id,
  'held_by_operator',
  h.held_at,
  null,
  h.held_by,
  h.reason,
  null,
  null
from shipkeeper.order_hold as h
join public.orders_inbox as o on o.id = h.order_inbox_id
where
  not exists (
    select from shipkeeper.ghost as g where g.order_inbox_id = h.order_inbox_id and g.held_reason is not null
  )
union all
select
  o.order_number,
  o.shipstation_order_id,
  'number_differs',
  n.found_at,
  null,
  null,
  null,
  n.number_in_shipstation,
  null
from shipkeeper.number_difference as n
cross join shipkeeper.settings as s
-- As they are now: the shop may have corrected one of them.
join public.orders_inbox as o
  on
    o.id = n.order_inbox_id
    and o.shipstation_order_id in (n.shipstation_order_id, 'se-' || n.shipstation_order_id)
    and btrim(o.order_number) <> btrim(n.number_in_shipstation)
where
  n.accepted_at is null
  and s.number_must_match
  and not exists (select from shipkeeper.ghost as g where g.order_inbox_id = n.order_inbox_id and g.held_reason is not null)
  and not exists (select from shipkeeper.order_hold as h where h.order_inbox_id = n.order_inbox_id)
union all
select
  o.order_number,
  o.shipstation_order_id,
  'lots_unread',
  r.unread_since,
  null,
  null,
  null,
  null,
  null
from shipkeeper.lot_review as r
join public.orders_inbox as o on o.id = r.order_inbox_id
where
  r.unread_since < clock_timestamp() - interval '1 day'
  and o.status not in ('shipped', 'cancelled')
  and not exists (
    select from shipkeeper.lot_review as n where n.order_inbox_id = r.order_inbox_id and n.lot_review_id > r.lot_review_id
  );
comment on view shipkeeper_report.held_orders is
'Orders that need a person: ghosts that are not asked for, orders that an operator holds or that have another number in ShipStation, and '
'released ones that cannot be read for their lots. The README says what each reason means. Key: order_number.';
comment on column shipkeeper_report.held_orders.order_number is 'orders_inbox.order_number.';
comment on column shipkeeper_report.held_orders.shipstation_order_id is 'orders_inbox.shipstation_order_id.';
comment on column shipkeeper_report.held_orders.held_reason is
'invalid_id, duplicate_id, number_differs, open_under_another_id, duplicate_sku, cancellations_stopped, cancelled_again, '
'held_by_operator; or lots_unread: for more than a day the order, or a line of it, cannot be read for its lots.';
comment on column shipkeeper_report.held_orders.held_at is 'Since when.';
comment on column shipkeeper_report.held_orders.attempts is
'How often ShipStation was asked for it before; null: it is no ghost that a cycle has found.';
comment on column shipkeeper_report.held_orders.held_by is 'The operator who holds it; null: Shipkeeper itself does.';
comment on column shipkeeper_report.held_orders.held_because is 'Why, as the operator said.';
comment on column shipkeeper_report.held_orders.number_in_shipstation is
'Of number_differs: ShipStation''s number of the order that has this id; null: held for something else.';
comment on column shipkeeper_report.held_orders.open_as is
'Of open_under_another_id: ShipStation''s id of the open order that has its number; null: held for something else.';
