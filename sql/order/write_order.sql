create or replace function shipkeeper.write_order(p_order_inbox_id bigint, p_order jsonb, p_status text)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name_length constant integer := shipkeeper.name_length();
  v_lines constant shipkeeper.product_line[] := array(select l from shipkeeper.product_lines(p_order) as l order by l.place);
  v_rows bigint;
  v_headers bigint;
  v_units integer;
  v_written record;
  -- One statement: a pending order that gained lines and kept its status would be uploaded a second time.
  v_statement constant text := format(
    $sql$
    with line as (
      insert into public.order_items_inbox (
        order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id, shipstation_line_item_key%s
      )
      select
        $1, l.sku, l.sku_lot, l.quantity, l.unit_price_cents, l.order_item_id, l.line_item_key%s
      from pg_catalog.unnest($2) as l
      order by l.place
    )
    update public.orders_inbox
    set status = coalesce($3, status), total_items = $4, updated_at = shipkeeper.shop_now()
    where id = $1
    $sql$,
    case when v_name_length is not null then ', name' end,
    case when v_name_length is not null then ', pg_catalog.left(l.name, $5)' end
  );
begin
  select count(*), coalesce(sum(l.quantity), 0)::integer into v_rows, v_units from unnest(v_lines) as l;

  set local search_path = pg_catalog, public, pg_temp;
  execute v_statement using p_order_inbox_id, v_lines, p_status, v_units, v_name_length;
  get diagnostics v_headers = row_count;
  -- What the shop has deferred fails here, this order alone; at the commit it would be the whole call.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;

  select
    (select count(*) from public.order_items_inbox as i where i.order_inbox_id = o.id) as rows,
    (select coalesce(sum(i.quantity), 0) from public.order_items_inbox as i where i.order_inbox_id = o.id) as units,
    o.total_items,
    o.status
  into v_written
  from public.orders_inbox as o
  where o.id = p_order_inbox_id;
  if v_headers <> 1
    or (v_written.rows, v_written.units, v_written.total_items) is distinct from (v_rows, v_units, v_units)
    or v_written.status <> p_status
  then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  return v_units;
end
$$;
comment on function shipkeeper.write_order(bigint, jsonb, text) is
'Writes the product lines of a usable order, its total_items and its status (p_status null: left) in one statement, looks whether '
'they stand as written, and returns the units. The caller holds the header''s lock and knows that it has no lines. Errors: what the '
'shop''s constraints and triggers raise; 27000 where they changed what was written. Writes: orders_inbox, order_items_inbox.';
revoke all on function shipkeeper.write_order(bigint, jsonb, text) from public;
