create or replace function shipkeeper.change_lines(p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name_length constant integer := shipkeeper.name_length();
  v_is_unique constant boolean := shipkeeper.one_row_per_sku();
  v_gone bigint[];
  v_statement constant text := format(
    'update public.order_items_inbox as i set sku = l.sku, sku_lot = l.sku_lot, quantity = l.quantity, unit_price_cents = l.unit_price_cents, '
    'shipstation_line_item_key = l.line_item_key%s from pg_catalog.unnest($1) as d cross join lateral pg_catalog.unnest((d.laid).lines) as l '
    'where i.order_inbox_id = d.order_inbox_id and i.shipstation_order_item_id = l.order_item_id '
    'and (i.sku::text, i.sku_lot::text, i.quantity, i.unit_price_cents) is distinct from (l.sku, l.sku_lot, l.quantity, l.unit_price_cents)',
    ', name = pg_catalog.left(l.name, ' || v_name_length || ')'
  );
begin
  v_gone := array(
    select i.id::bigint
    from unnest(p_orders) as d
    join public.order_items_inbox as i on i.order_inbox_id = d.order_inbox_id
    where not exists (
      select
      from unnest((d.laid).lines) as l
      where l.order_item_id = i.shipstation_order_item_id
        -- A SKU that another line gives up can be taken by a new row only: the shop's constraint is looked at row by row.
        and not (v_is_unique and l.sku <> i.sku and exists (
          select from public.order_items_inbox as j where j.order_inbox_id = i.order_inbox_id and j.sku = l.sku
        ))
    )
  );
  set local search_path = pg_catalog, public, pg_temp;
  delete from public.order_items_inbox as i where i.id = any(v_gone);
  execute v_statement using p_orders;
  set local search_path = pg_catalog, pg_temp;
end
$$;
comment on function shipkeeper.change_lines(shipkeeper.decided_order[]) is
'Deletes and changes lines of known orders, all of which came from ShipStation, by orderItemId; write_orders adds those that are missing. '
'The caller holds the locks. Errors: what the shop''s constraints and triggers raise. Writes: order_items_inbox.';
revoke all on function shipkeeper.change_lines(shipkeeper.decided_order[]) from public;
