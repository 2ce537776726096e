create or replace function shipkeeper_operator.roll_back_order(p_order_number text, p_reason text)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_number constant text := shipkeeper.printable(p_order_number);
  v_order record;
  v_lines record;
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('roll_back_order', p_reason, jsonb_build_object('order_number', p_order_number));

  -- Nobody is waited for: who has one of these rows may want another of them next.
  begin
    select o.id::bigint as id, o.order_number, o.status, o.shipstation_order_id into v_order
    from public.orders_inbox as o
    where o.order_number = p_order_number
    for update nowait;
    if not found then
      raise exception 'There is no order %.', v_number;
    end if;
    perform 1 from public.order_items_inbox as i where i.order_inbox_id = v_order.id for update nowait;
  exception
    when lock_not_available then
      raise exception 'Another program is at work on order %: call again.', v_number;
  end;
  -- A new statement, so a new snapshot: lines committed before the lock was had are seen.
  select count(*) as all_lines, count(i.shipstation_order_item_id) as our_lines into v_lines
  from public.order_items_inbox as i
  where i.order_inbox_id = v_order.id;
  if v_lines.all_lines = 0 then
    raise exception 'Order % has no lines: hold_order holds it as it is.', v_number;
  elsif v_lines.our_lines < v_lines.all_lines then
    raise exception 'Order % has lines that did not come from ShipStation: whoever wrote them takes them back.', v_number;
  elsif v_order.status in ('shipped', 'cancelled') then
    raise exception 'Order % is %: without its lines it would be no ghost, and nobody would give them back. Set its status first.',
      v_number, v_order.status;
  end if;

  insert into shipkeeper.rolled_back_line (order_inbox_id, order_number, line, rolled_back_at, rolled_back_by)
  select i.order_inbox_id, v_order.order_number, to_jsonb(i), clock_timestamp(), session_user
  from public.order_items_inbox as i
  where i.order_inbox_id = v_order.id
  order by i.id;
  set local search_path = pg_catalog, public, pg_temp;
  delete from public.order_items_inbox as i where i.order_inbox_id = v_order.id;
  update public.orders_inbox as o set total_items = 0, updated_at = shipkeeper.shop_now() where o.id = v_order.id;
  -- At the commit it would run as whoever called.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if exists (select from public.order_items_inbox as i where i.order_inbox_id = v_order.id)
    or not exists (select from public.orders_inbox as o where o.id = v_order.id and o.total_items = 0)
  then
    raise exception 'A trigger or rule of the shop keeps the lines of order %: nothing was changed.', v_number;
  end if;
  update shipkeeper.seen_order as s set units_here = 0 where s.shipstation_order_id = v_order.shipstation_order_id;

  insert into shipkeeper.order_hold (order_inbox_id, order_number, reason, held_by, held_at)
  values (v_order.id, v_order.order_number, p_reason, session_user, clock_timestamp())
  on conflict (order_inbox_id) do nothing;
  return v_lines.all_lines;
end
$$;
comment on function shipkeeper_operator.roll_back_order(text, text) is
'Takes the lines of one order away again, all of which came from ShipStation, and holds it as the ghost it was; each line is kept whole in '
'shipkeeper.rolled_back_line. Its status stays. release_order has it healed anew. Returns how many lines went. Error: where there is no '
'such order, it is closed, has no lines or lines from elsewhere, another program is at work on it, or the reason is missing. '
'Writes: orders_inbox, order_items_inbox, rolled_back_line, seen_order, order_hold, operator_action.';
revoke all on function shipkeeper_operator.roll_back_order(text, text) from public;
