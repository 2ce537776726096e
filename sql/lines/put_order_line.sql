create or replace function shipkeeper.put_order_line(
  p_order_inbox_id bigint,
  p_sku text,
  p_quantity integer,
  p_unit_price_cents integer default null,
  p_sku_lot text default null
)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_order text;
  v_lines bigint;
  v_from_shipstation boolean;
  v_line bigint;
begin
  -- The header's lock is what healing takes: whose lines these are cannot change below this call.
  select shipkeeper.printable(o.order_number) || coalesce(' (ShipStation id ' || shipkeeper.printable(nullif(o.shipstation_order_id, '')) || ')', '')
  into v_order
  from public.orders_inbox as o
  where o.id = p_order_inbox_id
  for update;
  if not found then
    raise exception 'There is no order with id %.', p_order_inbox_id
    using errcode = 'foreign_key_violation';
  end if;

  select
    count(*) filter (where i.sku = p_sku),
    coalesce(bool_or(i.shipstation_order_item_id is not null), false)
  into v_lines, v_from_shipstation
  from public.order_items_inbox as i
  where i.order_inbox_id = p_order_inbox_id;

  if v_from_shipstation and v_lines = 0 then
    raise exception 'The lines of order % come from ShipStation, and none of them has this SKU: add it there.', v_order
    using errcode = 'unique_violation';
  elsif v_from_shipstation and v_lines > 1 then
    raise exception 'The lines of order % come from ShipStation, and % of them have this SKU: change them there.',
      v_order, v_lines
    using errcode = 'unique_violation';
  elsif v_from_shipstation then
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox as i
    set
      quantity = p_quantity,
      unit_price_cents = coalesce(p_unit_price_cents, i.unit_price_cents),
      sku_lot = coalesce(p_sku_lot, i.sku_lot)
    where i.order_inbox_id = p_order_inbox_id and i.sku::text = p_sku
    returning i.id::bigint into v_line;
    set local search_path = pg_catalog, pg_temp;
  else
    set local search_path = pg_catalog, public, pg_temp;
    insert into public.order_items_inbox as i (order_inbox_id, sku, sku_lot, quantity, unit_price_cents)
    values (p_order_inbox_id, p_sku, p_sku_lot, p_quantity, p_unit_price_cents)
    on conflict (order_inbox_id, sku) where shipstation_order_item_id is null do update
      set
        quantity = excluded.quantity,
        unit_price_cents = coalesce(excluded.unit_price_cents, i.unit_price_cents),
        sku_lot = coalesce(excluded.sku_lot, i.sku_lot)
    returning i.id::bigint into v_line;
    set local search_path = pg_catalog, pg_temp;
  end if;
  return v_line;
end
$$;
comment on function shipkeeper.put_order_line(bigint, text, integer, integer, text) is
'What other programs call instead of insert into order_items_inbox ... on conflict (order_inbox_id, sku) do update: puts one line a SKU '
'into an order and returns its id; a null price or lot leaves what is there. Works before and after the unique constraint goes. '
'Where the lines of the order come from ShipStation it updates the SKU''s single line, and raises unique_violation with a sentence '
'where there is none or several. Waits at most 5 seconds for the order. Writes: order_items_inbox.';
revoke all on function shipkeeper.put_order_line(bigint, text, integer, integer, text) from public;
