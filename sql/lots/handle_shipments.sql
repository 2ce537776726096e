create or replace function shipkeeper.handle_shipments(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_answer jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select
    from jsonb_array_elements(p_answer -> 'shipments') as s
    -- A shipment of another order says nothing; one that does not say that it is voided is a label.
    where coalesce(s.value ->> 'orderId', p_review.shipstation_order_id) = p_review.shipstation_order_id
      and s.value -> 'voided' is distinct from 'true'
  ) or jsonb_array_length(p_answer -> 'shipments') < (p_answer ->> 'total')::numeric
  then
    perform shipkeeper.close_review(p_review, p_request.cycle_id, p_request.request_id, 'skipped', 'not_updatable');
    perform shipkeeper.say(p_request.cycle_id, 'info', format(
      'Lots of order %s left alone: it has a label', shipkeeper.printable(p_review.order_number)
    ));
    return;
  end if;

  if p_review.outcome = 'would_update' then
    perform shipkeeper.record_lot_update(p_review, 'would_update', null);
    update shipkeeper.lot_review as r
    set posted_in_cycle = p_request.cycle_id
    where r.lot_review_id = p_review.lot_review_id;
    perform shipkeeper.close_review(p_review, p_request.cycle_id, p_request.request_id, 'would_update', p_review.reason);
    perform shipkeeper.say(p_request.cycle_id, 'info', format(
      '🔍 Dry run: lots of order %s would be updated: %s', shipkeeper.printable(p_review.order_number),
      shipkeeper.describe_changes(p_review.sku_changes)
    ));
    return;
  end if;
  update shipkeeper.lot_review as r set state = 'cleared' where r.lot_review_id = p_review.lot_review_id;
end
$$;
comment on function shipkeeper.handle_shipments(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Whether an order has a label, an unvoided shipment: then its lots stay. A dry run ends here. '
'Writes: lot_review, lot_update_audit, order_outcome, message.';
revoke all on function shipkeeper.handle_shipments(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
