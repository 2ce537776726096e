create or replace function shipkeeper.refresh_lines(p_order_inbox_id bigint, p_order jsonb)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name_length constant integer := shipkeeper.name_length();
  v_lines constant shipkeeper.product_line[] := array(select l from shipkeeper.product_lines(p_order) as l order by l.place);
  v_is_unique constant boolean := shipkeeper.one_row_per_sku();
  v_obsolete constant bigint[] := array(
    select i.id
    from public.order_items_inbox as i
    where i.order_inbox_id = p_order_inbox_id
      and not exists (
        select
        from unnest(v_lines) as l
        where l.order_item_id = i.shipstation_order_item_id
          -- A SKU that another line gives up can be taken by a new row only: the shop's constraint is looked at row by row.
          and not (v_is_unique and l.sku <> i.sku and exists (
            select from public.order_items_inbox as j where j.order_inbox_id = p_order_inbox_id and j.sku = l.sku
          ))
      )
  );
  v_update constant text := format(
    $sql$
    update public.order_items_inbox as i
    set
      sku = l.sku, sku_lot = l.sku_lot, quantity = l.quantity, unit_price_cents = l.unit_price_cents,
      shipstation_line_item_key = l.line_item_key%s
    from pg_catalog.unnest($2) as l
    where i.order_inbox_id = $1
      and i.shipstation_order_item_id = l.order_item_id
      and (i.sku::text, i.sku_lot::text, i.quantity, i.unit_price_cents)
        is distinct from (l.sku, l.sku_lot, l.quantity, l.unit_price_cents)
    $sql$,
    case when v_name_length is not null then ', name = pg_catalog.left(l.name, $3)' end
  );
  v_insert constant text := format(
    $sql$
    insert into public.order_items_inbox (
      order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id, shipstation_line_item_key%s
    )
    select $1, l.sku, l.sku_lot, l.quantity, l.unit_price_cents, l.order_item_id, l.line_item_key%s
    from pg_catalog.unnest($2) as l
    where not exists (
      select from public.order_items_inbox as i
      where i.order_inbox_id = $1 and i.shipstation_order_item_id = l.order_item_id
    )
    order by l.place
    $sql$,
    case when v_name_length is not null then ', name' end,
    case when v_name_length is not null then ', pg_catalog.left(l.name, $3)' end
  );
  v_gone bigint;
  v_changed bigint;
  v_new bigint;
begin
  set local search_path = pg_catalog, public, pg_temp;
  delete from public.order_items_inbox as i where i.id = any (v_obsolete);
  get diagnostics v_gone = row_count;
  execute v_update using p_order_inbox_id, v_lines, v_name_length;
  get diagnostics v_changed = row_count;
  execute v_insert using p_order_inbox_id, v_lines, v_name_length;
  get diagnostics v_new = row_count;
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if exists (
    (
      select l.order_item_id, l.sku, l.quantity from unnest(v_lines) as l
      except all
      select i.shipstation_order_item_id, i.sku, i.quantity
      from public.order_items_inbox as i
      where i.order_inbox_id = p_order_inbox_id
    )
    union all
    (
      select i.shipstation_order_item_id, i.sku, i.quantity
      from public.order_items_inbox as i
      where i.order_inbox_id = p_order_inbox_id
      except all
      select l.order_item_id, l.sku, l.quantity from unnest(v_lines) as l
    )
  ) then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  return v_gone + v_changed + v_new > 0;
end
$$;
comment on function shipkeeper.refresh_lines(bigint, jsonb) is
'Brings the lines of an order, all of which came from ShipStation, to those of a usable order, by orderItemId: changed ones changed, new '
'ones added, missing ones deleted; returns whether anything was. The caller holds the header''s lock and knows that the order has a '
'product line. Errors: what the shop''s constraints and triggers raise; 27000 where they changed what was written. '
'Writes: order_items_inbox.';
revoke all on function shipkeeper.refresh_lines(bigint, jsonb) from public;
