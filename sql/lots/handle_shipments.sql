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
    p_review.outcome := 'skipped';
    p_review.reason := 'not_updatable';
    perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
  elsif p_review.outcome = 'would_update' then
    perform shipkeeper.record_lot_update(
      p_review, case when p_review.reason is null then 'would_update' else 'would_await_approval' end, null
    );
    p_review.posted_in_cycle := p_request.cycle_id;
    perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
  else
    perform shipkeeper.move_review(p_review, 'unlabelled');
  end if;
end
$$;
comment on function shipkeeper.handle_shipments(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Whether an order has a label, an unvoided shipment: then its lots stay. A dry run ends here. '
'Writes: lot_update_audit, and what move_review writes.';
revoke all on function shipkeeper.handle_shipments(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
