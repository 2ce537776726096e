create or replace function shipkeeper_operator.release_order(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_order_inbox_id bigint;
begin
  -- One after the other with the runner's calls: what one of them holds meanwhile would be missed.
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('release_order', p_reason, jsonb_build_object('order_number', p_order_number));

  delete from shipkeeper.order_hold as h where h.order_number = p_order_number returning h.order_inbox_id into v_order_inbox_id;
  update shipkeeper.ghost as g
  set held_reason = null, held_at = null, setbacks = 0, next_attempt_at = v_now
  where g.order_number = p_order_number and g.held_reason is not null;
  if not found and v_order_inbox_id is null then
    raise exception 'Order % is not held: shipkeeper_report.held_orders lists those that are.',
      shipkeeper.printable(p_order_number);
  end if;

  -- What was put off while it was held.
  update shipkeeper.lot_review as r
  set next_look_at = v_now
  where r.order_inbox_id = v_order_inbox_id and r.state <> 'closed' and r.reason = 'held_by_operator';
  update shipkeeper.seen_order as s
  set apply_at = v_now
  from public.orders_inbox as o
  where o.id = v_order_inbox_id and s.shipstation_order_id = o.shipstation_order_id and s.apply_at is not null;
end
$$;
comment on function shipkeeper_operator.release_order(text, text) is
'Lets a held order go: the next cycle asks for it, or writes what it would have written. What held it may hold it again. Error: where the '
'order is not held, or the reason is missing. Writes: order_hold, ghost, lot_review, seen_order, operator_action.';
revoke all on function shipkeeper_operator.release_order(text, text) from public;
