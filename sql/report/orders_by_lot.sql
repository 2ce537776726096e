-- Three sources: lines as they stand, lots that were changed away, and changes of which nobody knows whether ShipStation took them.
create or replace view shipkeeper_report.orders_by_lot as
with line as (
  select
    i.id,
    i.order_inbox_id,
    i.sku,
    nullif(btrim(substr(btrim(i.sku_lot), length(i.sku) + 1), ' -'), '') as lot,
    i.quantity,
    i.shipstation_order_item_id
  from public.order_items_inbox as i
  union all
  -- A text that was not read as SKU and lot: "17612 – 250237" is 17612 all the same, of whatever lot.
  select
    i.id,
    i.order_inbox_id,
    b.sku,
    null as lot,
    i.quantity,
    i.shipstation_order_item_id
  from (select distinct s.sku from public.sku_lot as s) as b
  join public.order_items_inbox as i on starts_with(i.sku, b.sku) and substr(i.sku, length(b.sku) + 1, 1) ~ '[^[:alnum:]]'
  where not exists (select from public.sku_lot as s where s.sku = i.sku)
),
change as (
  select
    t.*,
    case
      when exists (
        select
        from shipkeeper.order_status_history as h
        where
          h.order_inbox_id = t.order_inbox_id
          and (r.order_status_history_id is null or h.order_status_history_id < r.order_status_history_id)
          and h.changed_at <= t.updated_at
          and (
            h.to_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
            or h.from_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
          )
      ) then 'after'
      -- What may have been picked, or whose history is not whole, is never changed without an operator (was_perhaps_picked).
      when t.updated_by = 'automatic' then 'before'
    end as picked,
    h.changed_at as released_at
  from shipkeeper.lot_update_audit as t
  left join shipkeeper.lot_review as r on r.lot_review_id = t.lot_review_id
  left join shipkeeper.order_status_history as h
    on h.order_inbox_id = t.order_inbox_id and h.order_status_history_id = r.order_status_history_id
  where not t.dry_run
)
select
  l.sku,
  l.lot,
  o.order_number,
  o.shipstation_order_id,
  case
    when l.lot is null then 'lot_not_known'
    when o.status = 'shipped' then 'shipped_with'
    when o.status = 'cancelled' then 'cancelled_with'
    else 'open_with'
  end as relation,
  case
    when l.lot is null then 'unknown'
    when l.shipstation_order_item_id is null then 'as_written_here'
    when exists (
      select
      from shipkeeper.lot_update_audit as t
      where
        t.order_inbox_id = o.id and t.order_item_id = l.shipstation_order_item_id
        and not t.dry_run and t.reason = 'verified' and t.base_sku = l.sku and t.new_lot = l.lot
    ) then 'verified'
    else 'as_last_read'
  end as certainty,
  o.status,
  l.quantity::bigint as quantity,
  o.order_date,
  null::timestamptz as released_at,
  null::timestamptz as changed_at,
  null::text as changed_to,
  case
    when l.lot is null then 'The line names no lot that could be read: it may be any lot of this SKU.'
    when l.shipstation_order_item_id is null then 'Another program wrote the line here; nobody compared it with ShipStation.'
    else 'The lot is that of the line when ShipStation was last read.'
  end as explanation,
  format('line %s as %s', l.id, l.sku) as source
from line as l
join public.orders_inbox as o on o.id = l.order_inbox_id
union all
select
  c.base_sku,
  c.old_lot,
  c.order_number,
  c.shipstation_order_id,
  case c.picked when 'before' then 'changed_away_before_picking' when 'after' then 'changed_away_perhaps_picked' else 'changed_away' end,
  case when c.reason <> 'verified' or c.picked is null or c.old_lot is null then 'unknown' else 'verified' end,
  o.status,
  (
    select sum(l.quantity) from line as l where l.order_inbox_id = c.order_inbox_id and l.shipstation_order_item_id = c.order_item_id
  ),
  o.order_date,
  c.released_at,
  c.updated_at,
  c.new_lot,
  case
    when c.reason <> 'verified' then 'The change came out otherwise in ShipStation than it was sent: the order may have either lot.'
    when c.picked = 'after' then 'The order had been released before, so that this lot may have been picked before it was changed.'
    when c.picked = 'before' then 'The order had never been released before; it was open to picking from released_at to changed_at only.'
    else 'An operator agreed to the change, and what the order went through before is not known: this lot may have been picked.'
  end,
  'change ' || c.lot_update_audit_id
from change as c
left join public.orders_inbox as o on o.id = c.order_inbox_id and o.order_number = c.order_number
union all
-- The order itself went with the shop's cleanup; what it was changed to is all that is known.
select
  c.base_sku,
  c.new_lot,
  c.order_number,
  c.shipstation_order_id,
  'changed_to',
  case c.reason when 'verified' then 'verified' else 'unknown' end,
  null,
  null,
  null,
  c.released_at,
  c.updated_at,
  null,
  'The order is no longer here: it had this lot in ShipStation when it was changed.',
  'change ' || c.lot_update_audit_id || ', order gone'
from change as c
where not exists (select from public.orders_inbox as o where o.id = c.order_inbox_id and o.order_number = c.order_number)
union all
select
  s.change ->> 'base_sku',
  v.lot,
  r.order_number,
  r.shipstation_order_id,
  'perhaps_changed',
  'unknown',
  o.status,
  (
    select sum(l.quantity)
    from line as l
    where l.order_inbox_id = r.order_inbox_id and l.shipstation_order_item_id::text = s.change ->> 'order_item_id'
  ),
  o.order_date,
  null,
  r.read_at,
  s.change ->> 'new_lot',
  'A change of lots was sent and nobody knows whether ShipStation took it: the order may have either lot.',
  format('review %s, item %s, %s', r.lot_review_id, s.change ->> 'order_item_id', v.side)
from shipkeeper.lot_review as r
cross join jsonb_array_elements(r.sku_changes) as s (change)
cross join
  lateral (
    values ('old lot', s.change ->> 'old_lot'), ('new lot', s.change ->> 'new_lot')
  ) as v (side, lot)
left join public.orders_inbox as o on o.id = r.order_inbox_id and o.order_number = r.order_number
where
  r.posts > 0
  and (r.state <> 'closed' or r.outcome = 'held')
  and not exists (select from shipkeeper.lot_update_audit as t where t.lot_review_id = r.lot_review_id and not t.dry_run);
comment on view shipkeeper_report.orders_by_lot is
'For a recall: from a lot to the orders that carry or carried it. Ask with: where sku = ''17612'' and '
'coalesce(lot, ''250237'') = ''250237'', so that lines of the SKU whose lot is not known are shown as well. Key: source.';
comment on column shipkeeper_report.orders_by_lot.sku is 'Base SKU.';
comment on column shipkeeper_report.orders_by_lot.lot is 'The lot; null: not known.';
comment on column shipkeeper_report.orders_by_lot.order_number is 'The order''s number.';
comment on column shipkeeper_report.orders_by_lot.shipstation_order_id is 'ShipStation''s orderId, as text.';
comment on column shipkeeper_report.orders_by_lot.relation is
'shipped_with, open_with, cancelled_with: a line here has the lot. changed_away_before_picking, changed_away_perhaps_picked, '
'changed_away (what it went through is not known): the lot was changed. changed_to: the order is gone here. '
'perhaps_changed: a change was sent, its end is not known. lot_not_known: a line of the SKU without a lot.';
comment on column shipkeeper_report.orders_by_lot.certainty is
'verified: read in ShipStation after a change of ours. as_last_read: as ShipStation had it when the line was brought. as_written_here: by '
'another program. unknown: see explanation.';
comment on column shipkeeper_report.orders_by_lot.status is 'orders_inbox.status; null: the order is gone here.';
comment on column shipkeeper_report.orders_by_lot.quantity is 'Units on the line; null: not known any more.';
comment on column shipkeeper_report.orders_by_lot.order_date is 'orders_inbox.order_date; null: the order is gone here.';
comment on column shipkeeper_report.orders_by_lot.released_at is
'When the order was released before the change; null: no change, or not known.';
comment on column shipkeeper_report.orders_by_lot.changed_at is 'When the lot was changed, or sent to be; null: it was not.';
comment on column shipkeeper_report.orders_by_lot.changed_to is 'The lot it was changed to; null: it was not changed.';
comment on column shipkeeper_report.orders_by_lot.explanation is 'What is known, and what is not, in a sentence.';
comment on column shipkeeper_report.orders_by_lot.source is 'The line, change or review that says so: unique.';
