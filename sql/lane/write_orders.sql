create or replace function shipkeeper.write_orders(p_orders shipkeeper.decided_order[])
returns shipkeeper.decided_order[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- For a new order's number, and for lines that no foreign key guards; headers are locked already.
set lock_timeout = '20ms'
as $$
declare
  v_now timestamp without time zone;
  v_name_length integer;
  v_statement text;
  v_imports boolean;
  v_writes_rest boolean;
  v_known shipkeeper.decided_order[];
  v_written shipkeeper.decided_order[];
begin
  select
    bool_or(d.action = 'import' and d.writes_lines), array_agg(d) filter (where d.action = 'update' and d.writes_lines),
    array_agg(d) filter (where d.writes_lines or d.writes_header),
    bool_or(num_nonnulls(d.carrier_code, d.service_code, d.total_amount_cents) > 0)
  into v_imports, v_known, v_written, v_writes_rest
  from unnest(p_orders) as d;
  if v_written is null then
    return p_orders;
  end if;
  if v_imports then
    p_orders := shipkeeper.insert_headers(p_orders);
    v_written := array(select d from unnest(p_orders) as d where d.writes_lines or d.writes_header);
  end if;
  if v_known is not null then
    perform shipkeeper.change_lines(v_known);
  end if;

  v_now := shipkeeper.shop_now();
  v_name_length := shipkeeper.name_length();
  -- One statement: a pending order that gained lines and kept its status would be uploaded a second time.
  v_statement := format(
    'with line as (insert into public.order_items_inbox ('
    'order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id, shipstation_line_item_key%s) '
    'select d.order_inbox_id, l.sku, l.sku_lot, l.quantity, l.unit_price_cents, l.order_item_id, l.line_item_key%s '
    'from pg_catalog.unnest($1) as d cross join lateral pg_catalog.unnest((d.laid).lines) as l '
    'where d.writes_lines%s order by d.order_inbox_id, l.place) '
    'update public.orders_inbox as o set status = coalesce(d.status, o.status), total_items = coalesce(d.total_items, o.total_items)%s, '
    'updated_at = $2 from pg_catalog.unnest($1) as d where d.writes_header and o.id = d.order_inbox_id',
    case when v_name_length is not null then ', name' end,
    case when v_name_length is not null then format(', pg_catalog.left(l.name, %s)', v_name_length) end,
    case when v_known is not null then
      -- Hashed: looked for one by one, the lines of a long order would each be held against all the others.
      ' and ((d.order_inbox_id, l.order_item_id) in (select i.order_inbox_id::bigint, i.shipstation_order_item_id '
      'from public.order_items_inbox as i where i.order_inbox_id = any(array(select o.order_inbox_id from pg_catalog.unnest($1) as o)))'
      ') is not true'
    end,
    case when v_writes_rest then (
      select string_agg(format(', %I = coalesce(d.%I, o.%1$I)', c.here, c.there), '')
      from (
        values ('shipping_carrier_code', 'carrier_code'), ('shipping_service_code', 'service_code'), ('total_amount_cents', 'total_amount_cents')
      ) as c (here, there)
      where c.here = any((select shipkeeper.header_columns('{"shipping_carrier_code": 1, "shipping_service_code": 1, "total_amount_cents": 1}'))::text[])
    ) end
  );
  set local search_path = pg_catalog, public, pg_temp;
  execute v_statement using v_written, v_now;
  -- What the shop has deferred fails here, this batch alone; at the commit it would be the whole call.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  perform shipkeeper.check_written(v_written);
  return p_orders;
end
$$;
comment on function shipkeeper.write_orders(shipkeeper.decided_order[]) is
'Writes a batch into the shop, headers and lines, all of it or none, and returns it; new orders have their ids then. The caller holds the '
'headers'' locks. Errors: what the shop''s constraints and triggers raise; 27000 where they changed what was written; 55P03. '
'Writes: orders_inbox, order_items_inbox.';
revoke all on function shipkeeper.write_orders(shipkeeper.decided_order[]) from public;
