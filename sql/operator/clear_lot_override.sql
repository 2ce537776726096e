create or replace function shipkeeper_operator.clear_lot_override(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  perform shipkeeper.record_action('clear_lot_override', p_reason, jsonb_build_object('order_number', p_order_number));
  set local search_path = pg_catalog, public, pg_temp;
  update public.orders_inbox as o
  set
    manual_lot_override = false, manual_lot_override_reason = p_reason, manual_lot_override_by = session_user,
    manual_lot_override_at = pg_catalog.clock_timestamp()
  where o.order_number::text = p_order_number and o.manual_lot_override;
  set local search_path = pg_catalog, pg_temp;
  if not found then
    raise exception 'There is no order % with an override.', shipkeeper.printable(p_order_number);
  end if;
end
$$;
comment on function shipkeeper_operator.clear_lot_override(text, text) is
'Takes the override off an order: its lots may be changed again. Error: where the order has none, or the reason is missing. '
'Writes: orders_inbox, operator_action, audit.';
revoke all on function shipkeeper_operator.clear_lot_override(text, text) from public;
