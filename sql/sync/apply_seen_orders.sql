create or replace function shipkeeper.apply_seen_orders(p_cycle bigint)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_seen record;
  v_state text;
  v_applied integer := 0;
begin
  for v_seen in
    select s.shipstation_order_id, s.order_number
    from shipkeeper.seen_order as s
    where s.apply_at <= clock_timestamp()
    order by s.apply_at
    limit 25
  loop
    v_applied := v_applied + 1;
    begin
      if shipkeeper.apply_seen_order(v_seen.shipstation_order_id) = 'updated' then
        perform shipkeeper.record_outcome(
          p_cycle, null, 'sync', null, v_seen.order_number, v_seen.shipstation_order_id, 'updated', null
        );
      end if;
    exception
      when query_canceled or others then
        get stacked diagnostics v_state = returned_sqlstate;
        update shipkeeper.seen_order as s set apply_at = null where s.shipstation_order_id = v_seen.shipstation_order_id;
        perform shipkeeper.refuse_order(
          p_cycle, null, v_seen.shipstation_order_id, v_seen.order_number, format('database failure %s', v_state)
        );
    end;
  end loop;
  return v_applied;
end
$$;
comment on function shipkeeper.apply_seen_orders(bigint) is
'Writes what could not be written when it was seen and can be now, at most 25 headers; returns how many it looked at. One that fails '
'is refused, and asked for again by itself. Writes: orders_inbox, seen_order, refused_order, order_outcome, message.';
revoke all on function shipkeeper.apply_seen_orders(bigint) from public;
