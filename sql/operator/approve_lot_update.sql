create or replace function shipkeeper_operator.approve_lot_update(p_lot_review_id bigint)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  -- One after the other with the runner's calls.
  perform 1 from shipkeeper.lease as l for update;

  update shipkeeper.lot_review as r
  set
    state = 'approved', approved_by = session_user, approved_digest = r.order_digest, approved_changes = r.sku_changes,
    looks = 0, next_look_at = clock_timestamp()
  where r.lot_review_id = p_lot_review_id and r.state = 'approval';
  if not found then
    raise exception 'Review % waits for no approval: shipkeeper_report.lot_reviews lists those that do.', p_lot_review_id;
  end if;
  perform shipkeeper.record_change('lot_review', p_lot_review_id::text, 'approval', 'approved', null);
end
$$;
comment on function shipkeeper_operator.approve_lot_update(bigint) is
'Agrees to exactly the change that a review shows; it is sent by the next cycle, and lapses if the order changes before. Error: where the '
'review waits for no approval. Writes: lot_review, audit.';
revoke all on function shipkeeper_operator.approve_lot_update(bigint) from public;
