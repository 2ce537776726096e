create or replace function shipkeeper_operator.approve_lot_update(p_lot_review_id bigint)
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
  -- One after the other with the runner's calls.
  perform 1 from shipkeeper.lease as l for update;

  select r.* into v_review
  from shipkeeper.lot_review as r
  where r.lot_review_id = p_lot_review_id and r.state = 'approval'
  for update;
  if not found then
    raise exception 'Review % waits for no approval: shipkeeper_report.lot_reviews lists those that do.', p_lot_review_id;
  end if;
  v_review.approved_by := session_user::text;
  v_review.approved_digest := v_review.order_digest;
  v_review.approved_changes := v_review.sku_changes;
  v_review.looks := 0;
  v_review.next_look_at := clock_timestamp();
  perform shipkeeper.move_review(v_review, 'approved');
  perform shipkeeper.record_change('lot_review', p_lot_review_id::text, 'approval', 'approved', null);
end
$$;
comment on function shipkeeper_operator.approve_lot_update(bigint) is
'Agrees to exactly the change that a review shows; it is sent by the next cycle, and lapses if the order changes before. Error: where the '
'review waits for no approval. Writes: audit, and what move_review writes.';
revoke all on function shipkeeper_operator.approve_lot_update(bigint) from public;
