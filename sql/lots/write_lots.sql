create or replace function shipkeeper.write_lots(p_review shipkeeper.lot_review, p_order jsonb)
returns boolean
language plpgsql
volatile
-- With public: the shop's triggers run under this path.
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '1s'
as $$
declare
  v_change record;
  v_written bigint;
  v_lines bigint;
  v_all boolean := true;
begin
  for v_change in
    select
      (c.change ->> 'order_item_id')::bigint as order_item_id,
      c.change ->> 'from' as old_text,
      c.change ->> 'to' as new_text,
      c.change ->> 'base_sku' as base_sku,
      (
        -- The line itself, or, where ShipStation has given new ids, the one line with the new SKU.
        select case
          when bool_or((i.item ->> 'orderItemId')::numeric = (c.change ->> 'order_item_id')::numeric)
            then (c.change ->> 'order_item_id')::bigint
          when count(*) = 1 then max((i.item ->> 'orderItemId')::numeric)::bigint
        end
        from jsonb_array_elements(p_order -> 'items') as i (item)
        where i.item ->> 'sku' = c.change ->> 'to'
      ) as new_item_id
    from jsonb_array_elements(p_review.sku_changes) as c (change)
  loop
    select count(*) into v_lines
    from public.order_items_inbox as i
    where i.order_inbox_id = p_review.order_inbox_id
      and coalesce(i.shipstation_order_item_id = v_change.order_item_id, i.sku = v_change.base_sku);
    update public.order_items_inbox as i
    set
      sku_lot = v_change.new_text,
      shipstation_order_item_id = case
        when i.shipstation_order_item_id is not null then coalesce(v_change.new_item_id, i.shipstation_order_item_id)
      end
    where i.order_inbox_id = p_review.order_inbox_id
      and coalesce(i.shipstation_order_item_id = v_change.order_item_id, i.sku = v_change.base_sku)
      and (
        btrim(i.sku_lot) = btrim(v_change.old_text)
        or i.sku_lot is null and btrim(v_change.old_text) = i.sku
      );
    get diagnostics v_written = row_count;
    v_all := v_all and v_written = v_lines;
  end loop;
  set constraints all immediate;
  return v_all;
end
$$;
comment on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) is
'Writes the new lot on the lines here, and a new orderItemId, only where a line still holds the old text; returns whether all did. An '
'order without lines here has none to write. Errors: what the shop''s constraints and triggers raise; waits at most a second for a lock. '
'Writes: order_items_inbox.';
revoke all on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) from public;
