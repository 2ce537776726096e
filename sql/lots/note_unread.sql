create or replace function shipkeeper.note_unread(p_request shipkeeper.request, p_review shipkeeper.lot_review, p_problem text)
returns timestamptz
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_review.unread_since is null then
    perform shipkeeper.record_outcome(
      p_request.cycle_id, p_request.request_id, 'lots', p_review.order_inbox_id, p_review.order_number, p_review.shipstation_order_id,
      'error', p_problem
    );
  end if;
  return coalesce(p_review.unread_since, clock_timestamp());
end
$$;
comment on function shipkeeper.note_unread(shipkeeper.request, shipkeeper.lot_review, text) is
'Since when an order, or a line of it, cannot be read for its lots: an outcome with the reason is recorded the first time. '
'Writes: order_outcome.';
revoke all on function shipkeeper.note_unread(shipkeeper.request, shipkeeper.lot_review, text) from public;
