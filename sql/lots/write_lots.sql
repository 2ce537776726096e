create or replace function shipkeeper.write_lots(p_review shipkeeper.lot_review, p_order jsonb)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  v_line record;
begin
  -- The same text, blanks apart; or none, where ShipStation's SKU had no lot.
  for v_line in
    select
      i.id,
      c.change ->> 'to' as sku_lot,
      -- A line that was stored before the shop knew the lot holds the whole text as its SKU.
      case when i.sku_lot is null then c.change ->> 'base_sku' else i.sku end as sku
    from public.order_items_inbox as i
    join jsonb_array_elements(p_review.sku_changes) as c (change)
      on coalesce(i.shipstation_order_item_id = (c.change ->> 'order_item_id')::bigint, i.sku = c.change ->> 'base_sku')
    where i.order_inbox_id = p_review.order_inbox_id
      and shipkeeper.bare_text(coalesce(i.sku_lot, i.sku)) = shipkeeper.bare_text(c.change ->> 'from')
    for update of i
  loop
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox set sku_lot = v_line.sku_lot, sku = v_line.sku where id = v_line.id;
    set local search_path = pg_catalog, pg_temp;
  end loop;

  -- Where ShipStation has given new ids: the one line there and the one here with the same text are the same line.
  for v_line in
    select i.id, n.order_item_id
    from public.order_items_inbox as i
    join (
      select
        shipkeeper.bare_text(l.item ->> 'sku') as text,
        max((l.item ->> 'orderItemId')::numeric)::bigint as order_item_id
      from jsonb_array_elements(p_order -> 'items') as l (item)
      where shipkeeper.is_product_line(l.item)
      group by 1
      having count(*) = 1
    ) as n on n.text = shipkeeper.bare_text(coalesce(i.sku_lot, i.sku))
    where i.order_inbox_id = p_review.order_inbox_id
      and i.shipstation_order_item_id is not null
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
      )
    for update of i
  loop
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox set shipstation_order_item_id = v_line.order_item_id where id = v_line.id;
    set local search_path = pg_catalog, pg_temp;
  end loop;
  set local search_path = pg_catalog, public, pg_temp;
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;

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
