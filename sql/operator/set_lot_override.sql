create or replace function shipkeeper_operator.set_lot_override(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  perform shipkeeper.record_action('set_lot_override', p_reason, jsonb_build_object('order_number', p_order_number));
  set local search_path = pg_catalog, public, pg_temp;
  update public.orders_inbox as o
  set
    manual_lot_override = true, manual_lot_override_reason = p_reason, manual_lot_override_by = session_user,
    manual_lot_override_at = pg_catalog.clock_timestamp()
  where o.order_number::text = p_order_number;
  set local search_path = pg_catalog, pg_temp;
  if not found then
    raise exception 'There is no order %.', shipkeeper.printable(p_order_number);
  end if;
end
$$;
comment on function shipkeeper_operator.set_lot_override(text, text) is
'Keeps Shipkeeper from changing the lots of an order in ShipStation. Error: where there is no such order, or the reason is missing. '
'Writes: orders_inbox, operator_action, audit.';
revoke all on function shipkeeper_operator.set_lot_override(text, text) from public;
