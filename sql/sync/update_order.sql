create or replace function shipkeeper.update_order(p_cycle bigint, p_request bigint, p_order_inbox_id bigint, p_order jsonb)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant text := shipkeeper.order_id(p_order);
  v_number constant text := p_order ->> 'orderNumber';
  v_lines_changed boolean := false;
  v_result text;
begin
  if not shipkeeper.is_held_by_operator(p_order_inbox_id) and shipkeeper.are_lines_outdated(p_order_inbox_id, p_order) then
    perform 1 from public.orders_inbox as o where o.id = p_order_inbox_id for update skip locked;
    if not found then
      return 'locked';
    end if;
    -- Whoever changes a line without touching the header is not waited for: he would wait for the header next.
    perform 1 from public.order_items_inbox as i where i.order_inbox_id = p_order_inbox_id for update nowait;
    -- A new statement, so a new snapshot: what was committed before the lock was had is seen.
    if shipkeeper.are_lines_outdated(p_order_inbox_id, p_order) then
      v_lines_changed := shipkeeper.refresh_lines(p_order_inbox_id, p_order);
      update shipkeeper.seen_order as s
      set units_here = (select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = p_order_inbox_id)
      where s.shipstation_order_id = v_id;
    end if;
  end if;

  v_result := shipkeeper.apply_seen_order(v_id);
  if v_result = 'updated' or v_lines_changed then
    perform shipkeeper.record_outcome(
      p_cycle, p_request, 'sync', p_order_inbox_id, v_number, v_id, 'updated', case when v_lines_changed then 'lines' end
    );
  end if;
  -- The header is written when the uploader's time is over; lines are not kept, so the order is asked for again.
  if v_result = 'later'
    and not shipkeeper.is_held_by_operator(p_order_inbox_id)
    and shipkeeper.are_lines_outdated(p_order_inbox_id, p_order, p_even_if_claimed => true)
  then
    return 'uploaded just now';
  end if;
  return null;
end
$$;
comment on function shipkeeper.update_order(bigint, bigint, bigint, jsonb) is
'Brings a header that is known by its ShipStation id up to date, and its lines where all of them came from ShipStation and it is open. '
'Returns locked where somebody else is at work on it, uploaded just now where the uploader is and lines differ, else null. '
'Errors: what writing to the shop raises. '
'Writes: orders_inbox, order_items_inbox, seen_order, order_outcome.';
revoke all on function shipkeeper.update_order(bigint, bigint, bigint, jsonb) from public;
