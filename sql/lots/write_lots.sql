create or replace function shipkeeper.write_lots(p_review shipkeeper.lot_review, p_order jsonb)
returns boolean
language plpgsql
volatile
-- With public: the shop's triggers run under this path.
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '100ms'
as $$
begin
  -- The same text, blanks apart; or none, where ShipStation's SKU had no lot.
  update public.order_items_inbox as i
  set
    sku_lot = c.change ->> 'to',
    -- A line that was stored before the shop knew the lot holds the whole text as its SKU.
    sku = case when i.sku_lot is null then c.change ->> 'base_sku' else i.sku end
  from jsonb_array_elements(p_review.sku_changes) as c (change)
  where i.order_inbox_id = p_review.order_inbox_id
    and coalesce(i.shipstation_order_item_id = (c.change ->> 'order_item_id')::bigint, i.sku = c.change ->> 'base_sku')
    and shipkeeper.bare_text(coalesce(i.sku_lot, i.sku)) = shipkeeper.bare_text(c.change ->> 'from');

  -- Where ShipStation has given new ids: the one line there and the one here with the same text are the same line.
  update public.order_items_inbox as i
  set shipstation_order_item_id = n.order_item_id
  from (
    select
      shipkeeper.bare_text(l.item ->> 'sku') as text,
      max((l.item ->> 'orderItemId')::numeric)::bigint as order_item_id
    from jsonb_array_elements(p_order -> 'items') as l (item)
    where shipkeeper.is_product_line(l.item)
    group by 1
    having count(*) = 1
  ) as n
  where i.order_inbox_id = p_review.order_inbox_id
    and i.shipstation_order_item_id is not null
    and shipkeeper.bare_text(coalesce(i.sku_lot, i.sku)) = n.text
    and not exists (
      select
      from jsonb_array_elements(p_order -> 'items') as l (item)
      where l.item ->> 'orderItemId' = i.shipstation_order_item_id::text
    )
    and not exists (
      select
      from public.order_items_inbox as j
      where j.order_inbox_id = i.order_inbox_id
        and j.id <> i.id
        and (
          j.shipstation_order_item_id = n.order_item_id
          or shipkeeper.bare_text(coalesce(j.sku_lot, j.sku)) = n.text
        )
    );
  set constraints all immediate;

  -- Looked at again: a trigger of the shop may have changed or dropped it.
  return not exists (
    select
    from jsonb_array_elements(p_review.sku_changes) as c (change)
    cross join lateral (
      select
        count(*) as lines,
        count(*) filter (where m.is_meant) as of_sku,
        count(*) filter (where m.is_meant and i.sku_lot is distinct from c.change ->> 'to') as otherwise
      from public.order_items_inbox as i
      cross join lateral (
        select case
          when i.shipstation_order_item_id is null then i.sku = c.change ->> 'base_sku'
          else i.shipstation_order_item_id::text = c.change ->> 'order_item_id' or exists (
            select
            from jsonb_array_elements(p_order -> 'items') as l (item)
            where l.item ->> 'orderItemId' = i.shipstation_order_item_id::text and l.item ->> 'sku' = c.change ->> 'to'
          )
        end as is_meant
      ) as m
      where i.order_inbox_id = p_review.order_inbox_id
    ) as h
    where h.lines > 0
      and (
        h.otherwise > 0
        or h.of_sku = 0 and exists (
          select
          from jsonb_array_elements(p_order -> 'items') as l (item)
          where l.item ->> 'sku' = c.change ->> 'to'
            and shipkeeper.is_product_line(l.item)
            and l.item -> 'quantity' <> '0'
        )
      )
  );
end
$$;
comment on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) is
'Writes the new lot on the lines here, only where a line still holds the old text, blanks apart, and the new orderItemIds of all lines '
'where ShipStation has given new ones; returns whether every line here of a changed SKU has the new lot. An order without lines here '
'has none to write. Errors: what the shop''s constraints and triggers raise; waits at most a tenth of a second for a lock. '
'Writes: order_items_inbox.';
revoke all on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) from public;
