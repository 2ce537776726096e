create or replace function shipkeeper.settle_merged_order(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_difference shipkeeper.difference;
begin
  select d.* into v_difference
  from shipkeeper.difference as d
  where d.shipstation_order_id = p_request.shipstation_order_id and d.what = 'merged';
  if not found then
    -- Found by a list that did not show it: noted with the next cycle.
    return;
  elsif (select s.sync_mode = 'full' from shipkeeper.settings as s)
    and shipkeeper.cancel_header(v_difference.order_inbox_id, v_difference.shipstation_order_id, 'merged', p_request.cycle_id) is null
  then
    delete from shipkeeper.difference as d where d.shipstation_order_id = v_difference.shipstation_order_id;
    perform shipkeeper.say_one_of(
      p_request.cycle_id, 'warning', 'shipkeeper_report.cancellations',
      '⚠️ Order %s was merged into order %s in ShipStation - marked as cancelled',
      shipkeeper.printable(v_difference.order_number), shipkeeper.printable(v_difference.in_shipstation)
    );
    return;
  end if;
  -- Two orders say so: no second look is needed.
  update shipkeeper.difference as d
  set looks = 2, counted_at = clock_timestamp(), next_look_at = clock_timestamp() + s.first_poll
  from shipkeeper.settings as s
  where d.shipstation_order_id = v_difference.shipstation_order_id;
end
$$;
comment on function shipkeeper.settle_merged_order(shipkeeper.request) is
'Closes an order here that was merged into another one in ShipStation (sync_mode full), or reports it. '
'Writes: difference, message, and what cancel_header writes.';
revoke all on function shipkeeper.settle_merged_order(shipkeeper.request) from public;
