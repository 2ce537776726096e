create or replace function shipkeeper.change_lines(p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name_length constant integer := shipkeeper.name_length();
  v_statement constant text := format(
    'update public.order_items_inbox as i set sku = l.sku, sku_lot = l.sku_lot, quantity = l.quantity, unit_price_cents = l.unit_price_cents, '
    'shipstation_line_item_key = l.line_item_key%s '
    'from rows from (pg_catalog.unnest($1), pg_catalog.unnest($2)) as l ('
    'id, place, order_item_id, line_item_key, sku, sku_lot, name, quantity, unit_price_cents) where i.id = l.id',
    ', name = pg_catalog.left(l.name, ' || v_name_length || ')'
  );
  v_lines record;
begin
  v_lines := shipkeeper.match_lines(p_orders);
  set local search_path = pg_catalog, public, pg_temp;
  delete from public.order_items_inbox as i where i.id = any(v_lines.p_gone);
  execute v_statement using v_lines.p_changed, v_lines.p_lines;
  set local search_path = pg_catalog, pg_temp;
end
$$;
comment on function shipkeeper.change_lines(shipkeeper.decided_order[]) is
'Deletes and changes lines of known orders, all of which came from ShipStation, by orderItemId; write_orders adds those that are missing. '
'The caller holds the locks. Errors: what the shop''s constraints and triggers raise. Writes: order_items_inbox.';
revoke all on function shipkeeper.change_lines(shipkeeper.decided_order[]) from public;
