create or replace function shipkeeper.ask_for_ghost(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- As in look_up_orders.
set jit = off
set enable_seqscan = off
as $$
declare
  v_next shipkeeper.ghost_queue;
begin
  delete from shipkeeper.ghost_queue as q
  where q.cycle_id = p_cycle
    and q.place = (select min(n.place) from shipkeeper.ghost_queue as n where n.cycle_id = p_cycle)
  returning q.* into strict v_next;
  if v_next.is_not_found then
    perform shipkeeper.put_request(
      p_cycle, 'ghosts', 'GET',
      format('/orders?orderNumber=%s&pageSize=500&page=1', shipkeeper.url_encode(shipkeeper.plain_text(o.order_number))),
      s.list_timeout_seconds, v_next.order_inbox_id, v_next.shipstation_order_id, p_purpose => 'number'
    )
    from shipkeeper.ghost as o
    cross join shipkeeper.settings as s
    where o.order_inbox_id = v_next.order_inbox_id;
    return;
  end if;
  update shipkeeper.ghost as g
  set attempts = g.attempts + 1, attempted_at = clock_timestamp()
  where g.order_inbox_id = v_next.order_inbox_id;
  perform shipkeeper.put_request(
    p_cycle, 'ghosts', 'GET', '/orders/' || v_next.shipstation_order_id,
    (select s.order_timeout_seconds from shipkeeper.settings as s),
    v_next.order_inbox_id, v_next.shipstation_order_id
  );
end
$$;
comment on function shipkeeper.ask_for_ghost(bigint) is
'Records the request for the first ghost in the queue, which must hold one: by its id, or by its number where that was not found. '
'Writes: ghost_queue, ghost, request.';
revoke all on function shipkeeper.ask_for_ghost(bigint) from public;
