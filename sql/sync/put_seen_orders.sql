create or replace function shipkeeper.put_seen_orders(p_cycle bigint)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return shipkeeper.put_orders(p_cycle, 'sync', array(
    select shipkeeper.to_decide((
      row_number() over (order by s.apply_at), null, s.shipstation_order_id, s.order_number, s.order_status, s.modify_date, s.carrier_code,
      s.service_code, s.total_amount_cents, s.parent_id, null, s.units, null, null, false, null, null, null, true
    )::shipkeeper.laid_order)
    from shipkeeper.seen_order as s
    where s.apply_at <= clock_timestamp()
    limit 500
  ));
end
$$;
comment on function shipkeeper.put_seen_orders(bigint) is
'Puts in line what could not be written when it was seen and can be now: headers, since lines are not kept; returns how many. '
'Writes: page_order.';
revoke all on function shipkeeper.put_seen_orders(bigint) from public;
