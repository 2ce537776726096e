create or replace function shipkeeper.collapse_repeated_skus()
returns table (order_number text, sku text, lines bigint, units bigint)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_order record;
  v_sku record;
begin
  for v_order in
    select o.id, o.order_number
    from public.orders_inbox as o
    where o.id in (
      select i.order_inbox_id from public.order_items_inbox as i group by i.order_inbox_id, i.sku having count(*) > 1
    )
    order by o.id
    for update
  loop
    insert into shipkeeper.collapsed_line (order_inbox_id, order_number, line, collapsed_at, collapsed_by)
    select i.order_inbox_id, v_order.order_number, to_jsonb(i), clock_timestamp(), session_user
    from public.order_items_inbox as i
    where i.order_inbox_id = v_order.id
    order by i.id;

    for v_sku in
      select
        i.sku::text as sku,
        min(i.id) as first_id,
        count(*) as lines,
        sum(i.quantity) as units,
        count(distinct coalesce(i.sku_lot, '')) as lots,
        count(distinct coalesce(i.unit_price_cents::text, '')) as prices
      from public.order_items_inbox as i
      where i.order_inbox_id = v_order.id
      group by i.sku
      having count(*) > 1
      order by i.sku
    loop
      set local search_path = pg_catalog, public, pg_temp;
      delete from public.order_items_inbox as i
      where i.order_inbox_id = v_order.id and i.sku::text = v_sku.sku and i.id <> v_sku.first_id;
      -- A lot or a price that the lines do not share is nobody's: the archive knows each line's own.
      update public.order_items_inbox as i
      set
        quantity = v_sku.units,
        sku_lot = case when v_sku.lots = 1 then i.sku_lot end,
        unit_price_cents = case when v_sku.prices = 1 then i.unit_price_cents end
      where i.id = v_sku.first_id;
      set local search_path = pg_catalog, pg_temp;

      order_number := v_order.order_number;
      sku := v_sku.sku;
      lines := v_sku.lines;
      units := v_sku.units;
      return next;
    end loop;

    -- The lines of an order have one owner: those that were merged are ShipStation's no longer, so neither are the others.
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox as i
    set shipstation_order_item_id = null, shipstation_line_item_key = null
    where i.order_inbox_id = v_order.id;
    set local search_path = pg_catalog, pg_temp;
  end loop;
end
$$;
comment on function shipkeeper.collapse_repeated_skus() is
'For the DBA who wants the unique constraint back: merges lines of one order that share a SKU into one row, quantities added, and '
'returns what it merged. total_items stays. Every line of such an order is kept whole in collapsed_line before; a lot or price that '
'merged lines do not share becomes null, and the order''s lines count as lines from elsewhere from then on. Errors: quantities beyond '
'integer; waits at most 5 seconds for an order. Writes: order_items_inbox, collapsed_line.';
revoke all on function shipkeeper.collapse_repeated_skus() from public;
