create or replace view shipkeeper_report.lot_mismatches as
select
  o.order_number,
  o.status,
  i.sku,
  i.sku_lot as sku_in_shipstation,
  i.quantity::bigint as quantity,
  a.lot as active_lot,
  coalesce(t.active_since, s.history_began_at) as active_since,
  i.id::bigint as order_item_inbox_id
from public.orders_inbox as o
join public.order_items_inbox as i on i.order_inbox_id = o.id and i.sku_lot is not null and i.quantity > 0
join public.sku_lot as a on a.sku = i.sku and a.active = 1
cross join shipkeeper.lot_state as s
left join shipkeeper.lot_activation as t on t.sku = a.sku and t.lot = a.lot
where
  o.status not in ('shipped', 'cancelled')
  -- Where several are active, each of them will do.
  and not exists (
    select from public.sku_lot as x
    where
      x.sku = i.sku and x.active = 1
      and (
        btrim(substr(btrim(i.sku_lot), length(i.sku) + 1), ' -') = x.lot
        -- Other blanks, what nobody sees, a lot that begins with a dash.
        or right(i.sku_lot, length(x.lot)) = x.lot
        and substr(i.sku_lot, length(i.sku) + 1, greatest(0, length(i.sku_lot) - length(i.sku) - length(x.lot))) !~ '[[:alnum:]]'
      )
  )
union all
-- What begins with a base SKU and cannot be read: parse_sku's rule, which nobody who reads views may call.
select
  o.order_number,
  o.status,
  i.sku,
  i.sku as sku_in_shipstation,
  i.quantity,
  b.lot,
  null,
  i.id
from public.orders_inbox as o
join public.order_items_inbox as i on i.order_inbox_id = o.id and i.sku_lot is null and i.quantity > 0
cross join
  lateral (
    select
      case
        when i.sku ~ '[^ -~]' then (select translate(normalize(i.sku, nfkc), d.digits, d.plain) from shipkeeper.other_digits as d)
        else i.sku
      end as sku
  ) as p
cross join
  lateral (
    select
      regexp_replace(p.sku, '^[^[:alnum:]]+', '') as sku, regexp_replace(p.sku, '\s', '', 'g') as bare,
      regexp_split_to_array(p.sku, '[^[:alnum:]]+') as words
  ) as t
join
  lateral (
    select (array_agg(a.lot order by a.lot) filter (where a.active = 1))[1] as lot
    from public.sku_lot as a
    where
      starts_with(lower(t.sku), lower(a.sku))
      and (substr(t.sku, length(a.sku) + 1, 1) !~ '[[:alnum:]]' or right(t.sku, length(a.lot)) = a.lot)
      or starts_with(lower(t.bare), lower(a.sku))
      and (substr(t.bare, length(a.sku) + 1, 1) !~ '[[:alnum:]]' or right(t.bare, length(a.lot)) = a.lot)
      or a.sku = any(t.words) and exists (select from public.sku_lot as l where l.sku = a.sku and l.lot = any(t.words))
    group by a.sku
    order by length(a.sku) desc
    limit 1
  ) as b
  on true
where
  o.status not in ('shipped', 'cancelled')
  and not exists (select from public.sku_lot as a where a.sku = i.sku);
comment on view shipkeeper_report.lot_mismatches is
'Lines of open orders whose lot is none of the active ones, or cannot be read. Nothing is done about them by itself: an operator may open '
'a review of the order. Key: order_item_inbox_id, active_lot.';
comment on column shipkeeper_report.lot_mismatches.order_number is 'The order''s number.';
comment on column shipkeeper_report.lot_mismatches.status is 'orders_inbox.status.';
comment on column shipkeeper_report.lot_mismatches.sku is 'Base SKU of the line; the whole text where its lot cannot be read.';
comment on column shipkeeper_report.lot_mismatches.sku_in_shipstation is
'SKU with its lot, as ShipStation had it when the line was last brought.';
comment on column shipkeeper_report.lot_mismatches.quantity is 'Units on the line.';
comment on column shipkeeper_report.lot_mismatches.active_lot is 'An active lot of the SKU: one row for each, where there are several.';
comment on column shipkeeper_report.lot_mismatches.active_since is 'Since when it is active, as far as is known.';
comment on column shipkeeper_report.lot_mismatches.order_item_inbox_id is 'order_items_inbox.id.';
