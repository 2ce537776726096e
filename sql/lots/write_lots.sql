create or replace function shipkeeper.write_lots(p_review shipkeeper.lot_review, p_order jsonb)
returns boolean
language plpgsql
volatile
-- With public: the shop's triggers run under this path.
set search_path = pg_catalog, public, pg_temp
set standard_conforming_strings = on
-- Far below deadlock_timeout: a program of the shop that holds a line may be waiting for the review.
set lock_timeout = '100ms'
as $$
declare
  v_change record;
  v_lines bigint;
  v_others bigint;
  v_all boolean := true;
begin
  for v_change in
    select
      (c.change ->> 'order_item_id')::bigint as order_item_id,
      c.change ->> 'to' as new_text,
      c.change ->> 'base_sku' as base_sku,
      regexp_replace(c.change ->> 'from', '[\s\u00A0]', '', 'g') as old_bare_text,
      -- The line itself, or, where ShipStation has given new ids, the one line with the new SKU.
      case
        when not i.is_there and i.ids = 1 then i.id::numeric::bigint
        else (c.change ->> 'order_item_id')::bigint
      end as new_item_id,
      i.has_units
    from jsonb_array_elements(p_review.sku_changes) with ordinality as c (change, place)
    cross join lateral (
      select
        coalesce(bool_or(l.item -> 'orderItemId' = c.change -> 'order_item_id'), false) as is_there,
        count(*) as ids,
        max(l.item ->> 'orderItemId') as id,
        coalesce(bool_or(l.item -> 'quantity' <> '0'), true) as has_units
      from jsonb_array_elements(p_order -> 'items') as l (item)
      where l.item ->> 'sku' = c.change ->> 'to' and shipkeeper.is_product_line(l.item)
    ) as i
    order by c.place
  loop
    update public.order_items_inbox as i
    set
      sku_lot = v_change.new_text,
      shipstation_order_item_id = case when i.shipstation_order_item_id is not null then v_change.new_item_id end
    where i.order_inbox_id = p_review.order_inbox_id
      and coalesce(i.shipstation_order_item_id = v_change.order_item_id, i.sku = v_change.base_sku)
      and (
        -- The same text, blanks apart; or none, where ShipStation's SKU had no lot.
        regexp_replace(i.sku_lot, '[\s\u00A0]', '', 'g') = v_change.old_bare_text
        or i.sku_lot is null and regexp_replace(i.sku, '[\s\u00A0]', '', 'g') = v_change.old_bare_text
      );

    -- Looked at again: a trigger of the shop may have changed or dropped it.
    select count(*), count(*) filter (where i.sku_lot is distinct from v_change.new_text)
    into v_lines, v_others
    from public.order_items_inbox as i
    where i.order_inbox_id = p_review.order_inbox_id
      and coalesce(i.shipstation_order_item_id in (v_change.order_item_id, v_change.new_item_id), i.sku = v_change.base_sku);
    v_all := v_all and v_others = 0 and (
      v_lines > 0
      or not v_change.has_units
      or not exists (select from public.order_items_inbox as i where i.order_inbox_id = p_review.order_inbox_id)
    );
  end loop;
  set constraints all immediate;
  return v_all;
end
$$;
comment on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) is
'Writes the new lot on the lines here, and a new orderItemId, only where a line still holds the old text, blanks apart; returns whether '
'all lines hold the new one. An order without lines here has none to write. Errors: what the shop''s constraints and triggers raise; '
'waits at most a tenth of a second for a lock. Writes: order_items_inbox.';
revoke all on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) from public;
