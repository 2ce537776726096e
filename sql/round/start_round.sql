create or replace function shipkeeper.start_round()
returns shipkeeper.round
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_round shipkeeper.round;
begin
  delete from shipkeeper.round as r
  using shipkeeper.settings as s
  where r.ended_at < clock_timestamp() - s.keep_logs
    -- Since when none has come to its end is asked for until this one does.
    and r.round_id is distinct from (select max(d.round_id) from shipkeeper.round as d where d.ended = 'done');
  delete from shipkeeper.round_order;
  insert into shipkeeper.round_order (order_inbox_id, shipstation_order_id)
  select o.id, shipkeeper.plain_id(o.shipstation_order_id)
  from public.orders_inbox as o
  where o.status not in ('shipped', 'cancelled')
    and (shipkeeper.is_known_status(o.status) or o.status = 'uploaded')
    and o.shipstation_order_id ~ '^(se-)?[1-9][0-9]{0,18}$';
  insert into shipkeeper.round as r (started_at, statuses_left)
  values (
    clock_timestamp(), array['awaiting_shipment', 'on_hold', 'awaiting_payment', 'pending_fulfillment', 'rejected_fulfillment']
  )
  returning r.* into v_round;
  return v_round;
end
$$;
comment on function shipkeeper.start_round() is
'Starts a round: keeps which orders are open here, with an id and in a status of ShipStation''s or uploaded, before its first request. '
'Writes: round, round_order.';
revoke all on function shipkeeper.start_round() from public;
