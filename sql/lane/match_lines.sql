create or replace function shipkeeper.match_lines(
  p_orders shipkeeper.decided_order[], out p_gone bigint[], out p_changed bigint[], out p_lines shipkeeper.product_line[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
-- An order may have thousands of lines: both sides are hashed, whatever the planner believes of a table that it has never seen full.
set enable_nestloop = off
set enable_seqscan = off
as $$
declare
  v_is_unique constant boolean := shipkeeper.one_row_per_sku();
begin
  with line as materialized (
    select d.order_inbox_id, l as line, l.* from unnest(p_orders) as d cross join lateral unnest((d.laid).lines) as l
  ),
  here as materialized (
    select
      i.id::bigint as id, i.order_inbox_id::bigint as order_inbox_id, i.shipstation_order_item_id, i.sku::text as sku,
      i.sku_lot::text as sku_lot, i.quantity, i.unit_price_cents
    from public.order_items_inbox as i
    where i.order_inbox_id = any(array(select d.order_inbox_id from unnest(p_orders) as d))
  ),
  matched as (
    select
      h.id, l.line,
      (h.sku, h.sku_lot, h.quantity, h.unit_price_cents) is distinct from (l.sku, l.sku_lot, l.quantity, l.unit_price_cents) as differs,
      l.order_item_id is null
      -- A SKU that another line gives up can be taken by a new row only: the shop's constraint is looked at row by row.
      or v_is_unique and l.sku <> h.sku and (h.order_inbox_id, l.sku) in (select o.order_inbox_id, o.sku from here as o) as is_gone
    from here as h
    left join line as l on l.order_inbox_id = h.order_inbox_id and l.order_item_id = h.shipstation_order_item_id
  )
  select
    array_agg(m.id) filter (where m.is_gone),
    array_agg(m.id order by m.id) filter (where not m.is_gone and m.differs),
    array_agg(m.line order by m.id) filter (where not m.is_gone and m.differs)
  into p_gone, p_changed, p_lines
  from matched as m;
end
$$;
comment on function shipkeeper.match_lines(shipkeeper.decided_order[]) is
'The lines here of known orders beside those that are to stand, by orderItemId: p_gone, the ids of those to delete; p_changed, the ids of '
'those to change, and beside each in p_lines what it is to be. Null: none. Those that are missing are not named.';
revoke all on function shipkeeper.match_lines(shipkeeper.decided_order[]) from public;
