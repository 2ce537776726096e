create or replace function shipkeeper.apply_seen_order(p_shipstation_order_id text)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_seen shipkeeper.seen_order;
  v_header record;
  v_values jsonb;
begin
  select s.* into strict v_seen from shipkeeper.seen_order as s where s.shipstation_order_id = p_shipstation_order_id;
  select o.id::bigint, o.status, o.updated_at into v_header
  from public.orders_inbox as o
  where o.shipstation_order_id = p_shipstation_order_id;
  if not found or v_header.status in ('pending', 'failed') or shipkeeper.is_shared_id(p_shipstation_order_id) then
    update shipkeeper.seen_order as s set apply_at = null where s.shipstation_order_id = p_shipstation_order_id;
    return 'left';
  elsif shipkeeper.is_held_by_operator(v_header.id) then
    update shipkeeper.seen_order as s
    set apply_at = clock_timestamp() + interval '1 hour'
    where s.shipstation_order_id = p_shipstation_order_id;
    return 'later';
  elsif not shipkeeper.may_write_status(v_header.status, v_header.updated_at) then
    update shipkeeper.seen_order as s
    set apply_at = v_header.updated_at at time zone t.shop_time_zone + t.recently_uploaded
    from shipkeeper.settings as t
    where s.shipstation_order_id = p_shipstation_order_id;
    return 'later';
  end if;

  v_values := jsonb_strip_nulls(jsonb_build_object(
    'status', case when shipkeeper.is_known_status(v_seen.order_status) then v_seen.order_status end,
    'shipping_carrier_code', v_seen.carrier_code,
    'shipping_service_code', v_seen.service_code,
    'total_amount_cents', v_seen.total_amount_cents,
    'total_items', (select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = v_header.id)
  ));
  if not shipkeeper.does_header_differ(v_header.id, v_values) then
    update shipkeeper.seen_order as s
    set apply_at = null, was_applied = true
    where s.shipstation_order_id = p_shipstation_order_id;
    return 'current';
  end if;

  select o.status, o.updated_at into v_header.status, v_header.updated_at
  from public.orders_inbox as o
  where o.id = v_header.id and o.shipstation_order_id = p_shipstation_order_id
  for update skip locked;
  if not found or not shipkeeper.may_write_status(v_header.status, v_header.updated_at) then
    update shipkeeper.seen_order as s
    set apply_at = clock_timestamp() + interval '1 minute'
    where s.shipstation_order_id = p_shipstation_order_id;
    return 'later';
  end if;
  -- A new statement, so a new snapshot: lines that were committed before the lock was had count.
  v_values := v_values || jsonb_strip_nulls(jsonb_build_object(
    'total_items', (select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = v_header.id)
  ));
  perform shipkeeper.write_header(v_header.id, v_values);
  update shipkeeper.seen_order as s
  set apply_at = null, was_applied = true
  where s.shipstation_order_id = p_shipstation_order_id;
  return 'updated';
end
$$;
comment on function shipkeeper.apply_seen_order(text) is
'Brings a header to what the sync last saw of its order: status, carrier, service, total_amount_cents; total_items to the sum of its '
'lines. What ShipStation does not say is left. Returns updated, current, left (pending, failed, gone, or two headers with that id) or '
'later: held by an operator, claimed just now by the uploader, or locked; it is then tried again. Errors: what writing to the shop raises. '
'Writes: orders_inbox, seen_order.';
revoke all on function shipkeeper.apply_seen_order(text) from public;
