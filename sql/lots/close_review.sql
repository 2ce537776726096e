create or replace function shipkeeper.close_review(
  p_review shipkeeper.lot_review, p_cycle bigint, p_request bigint, p_outcome text, p_reason text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.lot_review as r
  set
    state = 'closed', outcome = p_outcome, reason = p_reason, closed_at = clock_timestamp(), post_body = null,
    field_digests = null
  where r.lot_review_id = p_review.lot_review_id;
  perform shipkeeper.record_outcome(
    p_cycle, p_request, 'lots', p_review.order_inbox_id, p_review.order_number, p_review.shipstation_order_id, p_outcome,
    p_reason
  );
end
$$;
comment on function shipkeeper.close_review(shipkeeper.lot_review, bigint, bigint, text, text) is
'Ends a review with its outcome and reason; bodies and digests of fields go. Writes: lot_review, order_outcome.';
revoke all on function shipkeeper.close_review(shipkeeper.lot_review, bigint, bigint, text, text) from public;
