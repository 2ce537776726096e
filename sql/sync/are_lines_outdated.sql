create or replace function shipkeeper.are_lines_outdated(
  p_order_inbox_id bigint, p_order jsonb, p_even_if_claimed boolean default false
)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_lines constant shipkeeper.product_line[] := array(select l from shipkeeper.product_lines(p_order) as l);
begin
  return (
    select
      o.status not in ('shipped', 'cancelled')
      and (p_even_if_claimed or shipkeeper.may_write_status(o.status, o.updated_at))
      and v_lines <> '{}'
      and not exists (
        select from public.order_items_inbox as i
        where i.order_inbox_id = o.id and i.shipstation_order_item_id is null
      )
      and exists (
        select
        from (
          select i.shipstation_order_item_id, i.sku, i.sku_lot, i.quantity, i.unit_price_cents
          from public.order_items_inbox as i
          where i.order_inbox_id = o.id
        ) as i
        full join unnest(v_lines) as l on l.order_item_id = i.shipstation_order_item_id
        where (i.shipstation_order_item_id, i.sku, i.sku_lot, i.quantity, i.unit_price_cents)
          is distinct from (l.order_item_id, l.sku, l.sku_lot, l.quantity, l.unit_price_cents)
      )
      and not (
        shipkeeper.one_row_per_sku()
        and exists (select from unnest(v_lines) as l group by l.sku having count(*) > 1)
      )
    from public.orders_inbox as o
    where o.id = p_order_inbox_id
  );
end
$$;
comment on function shipkeeper.are_lines_outdated(bigint, jsonb, boolean) is
'Whether the lines of an order shall be brought to those of ShipStation''s order: it is open, may be written, has only lines that came '
'from ShipStation, they differ, ShipStation has a line at all, and the shop''s constraint can hold them. Null: no such order.';
revoke all on function shipkeeper.are_lines_outdated(bigint, jsonb, boolean) from public;
