create or replace function shipkeeper.note_conflict(p_cycle bigint, p_order_inbox_id bigint, p_order shipkeeper.laid_order)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_units constant jsonb := shipkeeper.units_by_sku(p_order.lines);
  v_why constant record := shipkeeper.why_not_linked(p_cycle, p_order_inbox_id, v_units, (
    select c.other_shipstation_order_id
    from shipkeeper.number_conflict as c
    where c.shipstation_order_id = p_order.shipstation_order_id and c.other_gone_at is not null
  ));
begin
  insert into shipkeeper.number_conflict as c (
    shipstation_order_id, order_number, order_inbox_id, other_shipstation_order_id, status_in_shipstation, status_here,
    units_in_shipstation, units_here, reason, found_at, seen_at, next_attempt_at
  )
  values (
    p_order.shipstation_order_id, p_order.order_number, p_order_inbox_id, v_why.other_id, p_order.order_status, v_why.status, v_units, v_why.units_here,
    coalesce(v_why.reason, 'not_asked_yet'), v_now, v_now, v_now
  )
  on conflict (shipstation_order_id) do update
    set
      order_number = excluded.order_number,
      order_inbox_id = excluded.order_inbox_id,
      other_shipstation_order_id = excluded.other_shipstation_order_id,
      other_gone_at = case when excluded.other_shipstation_order_id = c.other_shipstation_order_id then c.other_gone_at end,
      status_in_shipstation = excluded.status_in_shipstation,
      status_here = excluded.status_here,
      units_in_shipstation = excluded.units_in_shipstation,
      units_here = excluded.units_here,
      -- What ShipStation was asked stays its answer until it is asked again.
      reason = case
        when excluded.reason = 'not_asked_yet' and c.reason in ('number_not_unique', 'list_too_long') then c.reason
        else excluded.reason
      end,
      seen_at = excluded.seen_at;
end
$$;
comment on function shipkeeper.note_conflict(bigint, bigint, shipkeeper.laid_order) is
'Keeps that an order of ShipStation''s carries the number of a header that is not linked to it: both sides'' SKUs and units, and why it is '
'not linked. Nothing of the shop is written. Writes: number_conflict.';
revoke all on function shipkeeper.note_conflict(bigint, bigint, shipkeeper.laid_order) from public;
