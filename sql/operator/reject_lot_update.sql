create or replace function shipkeeper_operator.reject_lot_update(p_lot_review_id bigint, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_review shipkeeper.lot_review;
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('reject_lot_update', p_reason, jsonb_build_object('lot_review_id', p_lot_review_id));

  select r.* into v_review
  from shipkeeper.lot_review as r
  where r.lot_review_id = p_lot_review_id and (r.state = 'approval' or r.state = 'open' and r.approved_by is not null)
  for update;
  if not found then
    raise exception 'Review % waits for no approval: shipkeeper_report.lot_reviews lists those that do.', p_lot_review_id;
  end if;
  v_review.outcome := 'skipped';
  v_review.reason := 'rejected';
  perform shipkeeper.move_review(v_review, 'rejected');
  perform shipkeeper.record_change(
    'lot_review', p_lot_review_id::text, case v_review.state when 'open' then 'approved' else v_review.state end, 'rejected', p_reason
  );
end
$$;
comment on function shipkeeper_operator.reject_lot_update(bigint, text) is
'Leaves the lots of an order as they are. Error: where the review waits for no approval, or the reason is missing. '
'Writes: operator_action, audit, and what move_review writes.';
revoke all on function shipkeeper_operator.reject_lot_update(bigint, text) from public;
