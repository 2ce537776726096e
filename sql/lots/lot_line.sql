-- A line is here once as it stands, and once for each base SKU that a text begins with which was not read: "17612 – 250237" is 17612 all
-- the same, of whatever lot.
create or replace view shipkeeper.lot_line as
select
  i.id::bigint as line_id,
  i.order_inbox_id::bigint as order_inbox_id,
  case when i.sku <> (select s.placeholder_sku from shipkeeper.settings as s) then i.sku end as sku,
  case when (
    exists (select from public.sku_lot as a where a.sku = i.sku and a.lot = t.tail)
    -- As parse_sku takes a lot that is not known.
    or not exists (
      select from public.sku_lot as a
      where a.sku = i.sku and (t.tail !~ '^[0-9]+$' or a.lot !~ '^[0-9]+$' or length(a.lot) <> length(t.tail))
    )
  ) then t.tail end as lot,
  i.quantity::bigint as quantity,
  i.shipstation_order_item_id
from public.order_items_inbox as i
-- Each offset keeps a text from being made anew wherever it is used.
left join lateral (
  select nullif((regexp_match(f.tail, format('^(?:[%1$s]+|[%1$s]*-[%1$s]*)([^%1$s-].*)$', shipkeeper.blanks())))[1], '') as tail
  from (
    select case when starts_with(p.text, i.sku) then substr(p.text, length(i.sku) + 1) end as tail
    from (select shipkeeper.plain_text(g.sku_lot) as text from (select i.sku_lot) as g offset 0) as p
  ) as f
  offset 0
) as t on i.sku_lot is not null
union all
select distinct
  i.id,
  i.order_inbox_id,
  b.sku,
  null,
  i.quantity,
  i.shipstation_order_item_id
from public.order_items_inbox as i
cross join
  lateral (
    -- As a person reads it.
    select
      lower(
        case
          when g.sku ~ '[^ -~]' then (select translate(normalize(g.sku, nfkc), d.digits, d.plain) from shipkeeper.other_digits as d)
          else g.sku
        end
      ) as text
    from (select i.sku) as g
    offset 0
  ) as f
cross join
  lateral (
    values
    (regexp_replace(f.text, format('[%s]', shipkeeper.blanks()), '', 'g')),
    (regexp_replace(f.text, '^[^[:alnum:]]+', ''))
  ) as v (text)
join public.sku_lot as b
  on
    starts_with(v.text, lower(b.sku))
    -- What parse_sku takes for one that begins with a base SKU.
    and (substr(v.text, length(b.sku) + 1, 1) !~ '[[:alnum:]]' or right(v.text, length(b.lot)) = lower(b.lot))
where not exists (select from public.sku_lot as a where a.sku = i.sku)
union all
select
  null,
  o.id,
  null,
  null,
  null,
  null
from public.orders_inbox as o
where not exists (select from public.order_items_inbox as i where i.order_inbox_id = o.id);
comment on view shipkeeper.lot_line is
'The lines of all orders with the lot they name, as far as that is certain. A text that was not read is here once more for each base SKU '
'that it begins with, its lot not known; an order without lines is one row.';
comment on column shipkeeper.lot_line.line_id is 'order_items_inbox.id; null: the order has no lines.';
comment on column shipkeeper.lot_line.order_inbox_id is 'orders_inbox.id.';
comment on column shipkeeper.lot_line.sku is
'The SKU as it stands, or the base SKU that it begins with; null: it stands under the placeholder, or there is none.';
comment on column shipkeeper.lot_line.lot is 'The lot; null: the line names none that can be read with certainty.';
comment on column shipkeeper.lot_line.quantity is 'Units on the line.';
comment on column shipkeeper.lot_line.shipstation_order_item_id is 'ShipStation''s orderItemId; null: another program wrote the line.';
