create or replace function shipkeeper_operator.cancel_order(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_number constant text := shipkeeper.printable(p_order_number);
  v_order record;
  v_problem text;
begin
  -- One after the other with the runner's calls.
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('cancel_order', p_reason, jsonb_build_object('order_number', p_order_number));
  select o.id::bigint as id, o.status, shipkeeper.plain_id(o.shipstation_order_id) as shipstation_order_id into v_order
  from public.orders_inbox as o
  where o.order_number = p_order_number;
  if not found then
    raise exception 'There is no order %.', v_number;
  elsif v_order.status in ('shipped', 'cancelled') then
    raise exception 'Order % is % already.', v_number, v_order.status;
  end if;
  v_problem := shipkeeper.cancel_header(
    v_order.id, v_order.shipstation_order_id, 'operator', coalesce((select max(c.cycle_id) from shipkeeper.cycle as c), 0)
  );
  if v_problem = 'locked' then
    raise exception 'Another program is at work on order %: call again.', v_number;
  elsif v_problem is not null then
    raise exception 'The shop does not let order % be cancelled: %.', v_number, v_problem;
  end if;
end
$$;
comment on function shipkeeper_operator.cancel_order(text, text) is
'Cancels one open order here that ShipStation does not have any more, or has merged into another one. Its lines stay; undo_cancellations '
'gives it back the status it had. Error: where there is no such order, it is closed, another program is at work on it, the shop refuses, '
'or the reason is missing. Writes: orders_inbox, cancellation, operator_action.';
revoke all on function shipkeeper_operator.cancel_order(text, text) from public;
