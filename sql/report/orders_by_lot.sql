-- Lines as they stand, or that there are none; both lots of each change.
create or replace view shipkeeper_report.orders_by_lot as
with gone_or_here as (
  select
    c.*,
    o.status,
    o.order_date,
    o.id is null as is_gone
  from shipkeeper.lot_change as c
  left join public.orders_inbox as o on o.id = c.order_inbox_id and o.order_number = c.order_number
)
select
  l.sku,
  l.lot,
  o.order_number,
  o.shipstation_order_id,
  case
    when l.line_id is null then 'no_lines_here'
    when l.sku is null then 'sku_not_known'
    when l.lot is null then 'lot_not_known'
    when o.status = 'shipped' then 'shipped_with'
    when o.status = 'cancelled' then 'cancelled_with'
    else 'open_with'
  end as relation,
  case
    when l.sku is null or l.lot is null then 'unknown'
    when l.shipstation_order_item_id is null then 'as_written_here'
    when exists (
      select
      from shipkeeper.lot_change as t
      where
        t.order_inbox_id = o.id and t.order_item_id = l.shipstation_order_item_id
        and t.is_certain and t.base_sku = l.sku and t.new_lot = l.lot
    ) then 'verified'
    else 'as_last_read'
  end as certainty,
  o.status,
  l.quantity,
  o.order_date,
  null::timestamptz as released_at,
  null::timestamptz as lot_changed_at,
  null::text as changed_to,
  case
    when l.line_id is null then 'No line of the order is here: it may hold any SKU, of any lot.'
    when l.sku is null then 'ShipStation had no SKU for the line: it may be any SKU, of any lot.'
    when l.lot is null then 'The line names no lot that could be read: it may be any lot of this SKU.'
    when l.shipstation_order_item_id is null then 'Another program wrote the line here; nobody compared it with ShipStation.'
    else 'The lot is that of the line when ShipStation was last read.'
  end as explanation,
  coalesce('line ' || l.line_id || coalesce(' as ' || l.sku, ''), 'order ' || o.id) as source
from shipkeeper.lot_line as l
join public.orders_inbox as o on o.id = l.order_inbox_id
where l.quantity is distinct from 0
union all
select
  c.base_sku,
  c.old_lot,
  c.order_number,
  c.shipstation_order_id,
  case
    when c.is_certain is null then 'perhaps_changed'
    when c.picked = 'before' then 'changed_away_before_picking'
    when c.picked = 'after' then 'changed_away_perhaps_picked'
    else 'changed_away'
  end,
  case when c.is_certain and c.picked is not null and c.old_lot is not null then 'verified' else 'unknown' end,
  c.status,
  -- One line of ShipStation's; it may have another id there by now.
  (
    select sum(i.quantity) from public.order_items_inbox as i
    where i.order_inbox_id = c.order_inbox_id and i.shipstation_order_item_id = c.order_item_id and not c.is_gone
  ),
  c.order_date,
  c.released_at,
  c.changed_at,
  c.new_lot,
  case
    when c.is_certain is null
      then 'A change of lots was sent and nobody knows whether ShipStation took it: the order may have either lot.'
    when not c.is_certain then 'The change came out otherwise in ShipStation than it was sent: the order may have either lot.'
    when c.picked = 'after' then 'The order had been released before, so that this lot may have been picked before it was changed.'
    when c.picked = 'before'
      then format(
        'The order had never been released before; it was open to picking for %s minutes only, from released_at to lot_changed_at.',
        coalesce(ceil(extract(epoch from c.changed_at - c.released_at) / 60)::text, '?')
      )
    else 'An operator agreed to the change, and what the order went through before is not known: this lot may have been picked.'
  end,
  c.source || ', old lot'
from gone_or_here as c
union all
-- The new lot, unless a line here says so: the order is gone, the line was not written, or has another lot since.
select
  c.base_sku,
  c.new_lot,
  c.order_number,
  c.shipstation_order_id,
  case when c.is_certain is null then 'perhaps_changed' else 'changed_to' end,
  case when c.is_certain then 'verified' else 'unknown' end,
  c.status,
  null,
  c.order_date,
  c.released_at,
  c.changed_at,
  null,
  case
    when c.is_certain is null
      then 'A change of lots was sent and nobody knows whether ShipStation took it: the order may have either lot.'
    when not c.is_certain then 'The change came out otherwise in ShipStation than it was sent: the order may have either lot.'
    when c.is_gone then 'The order is no longer here: it had this lot in ShipStation when it was changed.'
    else 'The order had this lot in ShipStation when it was changed; no line here has it now.'
  end,
  c.source || ', new lot'
from gone_or_here as c
where
  c.is_gone
  -- As a change is written, here and there.
  or not exists (
    select from public.order_items_inbox as i
    where i.order_inbox_id = c.order_inbox_id and i.sku = c.base_sku and i.sku_lot = c.base_sku || ' - ' || c.new_lot
  );
comment on view shipkeeper_report.orders_by_lot is
'For a recall: from a lot to the orders that carry or carried it, and those of which it is not known. Ask with: where '
'coalesce(sku, ''17612'') = ''17612'' and coalesce(lot, ''250237'') = ''250237''. What people changed in ShipStation, and what other '
'programs changed or deleted here, leaves no trace. Key: source.';
comment on column shipkeeper_report.orders_by_lot.sku is 'Base SKU; null: not known.';
comment on column shipkeeper_report.orders_by_lot.lot is 'The lot; null: not known.';
comment on column shipkeeper_report.orders_by_lot.order_number is 'The order''s number.';
comment on column shipkeeper_report.orders_by_lot.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper_report.orders_by_lot.relation is
'shipped_with, open_with, cancelled_with: a line here has the lot. changed_away_before_picking, changed_away_perhaps_picked, '
'changed_away (what it went through is not known): the lot was changed. changed_to: it was changed to this lot, and no line here has it. '
'perhaps_changed: a change was sent, its end is not known. lot_not_known: a line of the SKU without a lot. sku_not_known: a line '
'without a SKU. no_lines_here: an order without lines.';
comment on column shipkeeper_report.orders_by_lot.certainty is
'verified: read in ShipStation after a change of ours. as_last_read: as ShipStation had it when the line was brought. as_written_here: by '
'another program. unknown: see explanation.';
comment on column shipkeeper_report.orders_by_lot.status is 'orders_inbox.status; null: the order is gone here.';
comment on column shipkeeper_report.orders_by_lot.quantity is 'Units on the line; null: not known any more.';
comment on column shipkeeper_report.orders_by_lot.order_date is 'orders_inbox.order_date; null: the order is gone here.';
comment on column shipkeeper_report.orders_by_lot.released_at is
'When the order was released before the change; null: no change, or not known.';
comment on column shipkeeper_report.orders_by_lot.lot_changed_at is 'When the lot was changed, or sent to be; null: it was not.';
comment on column shipkeeper_report.orders_by_lot.changed_to is 'The lot it was changed to; null: it was not changed.';
comment on column shipkeeper_report.orders_by_lot.explanation is 'What is known, and what is not, in a sentence.';
comment on column shipkeeper_report.orders_by_lot.source is 'The line, change, review or order that says so: unique.';
