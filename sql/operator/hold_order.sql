create or replace function shipkeeper_operator.hold_order(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_order_inbox_id bigint;
begin
  -- One after the other with the runner's calls.
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('hold_order', p_reason, jsonb_build_object('order_number', p_order_number));

  insert into shipkeeper.order_hold as h (order_inbox_id, order_number, reason, held_by, held_at)
  select o.id, o.order_number, p_reason, session_user, clock_timestamp()
  from public.orders_inbox as o
  where o.order_number = p_order_number
  on conflict (order_inbox_id) do nothing
  returning h.order_inbox_id into v_order_inbox_id;
  if v_order_inbox_id is null and exists (select from public.orders_inbox as o where o.order_number = p_order_number) then
    raise exception 'Order % is held already: shipkeeper_report.held_orders says by whom and why.', shipkeeper.printable(p_order_number);
  elsif v_order_inbox_id is null then
    raise exception 'There is no order %.', shipkeeper.printable(p_order_number);
  end if;

  update shipkeeper.ghost as g
  set held_reason = 'held_by_operator', held_at = clock_timestamp()
  where g.order_inbox_id = v_order_inbox_id;
  delete from shipkeeper.ghost_queue as q where q.order_inbox_id = v_order_inbox_id;
end
$$;
comment on function shipkeeper_operator.hold_order(text, text) is
'Holds an order: Shipkeeper writes nothing of it, neither here nor in ShipStation, until release_order. A change of its lots that was '
'sent already is still looked at; its lines here stay, which is said. Error: where there is no such order, it is held already, or the '
'reason is missing. Writes: order_hold, ghost, ghost_queue, operator_action.';
revoke all on function shipkeeper_operator.hold_order(text, text) from public;
