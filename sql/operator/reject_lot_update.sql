create or replace function shipkeeper_operator.reject_lot_update(p_lot_review_id bigint, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_state text;
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('reject_lot_update', p_reason, jsonb_build_object('lot_review_id', p_lot_review_id));

  select r.state into v_state
  from shipkeeper.lot_review as r
  where r.lot_review_id = p_lot_review_id and r.state in ('approval', 'approved')
  for update;
  if not found then
    raise exception 'Review % waits for no approval: shipkeeper_report.lot_reviews lists those that do.', p_lot_review_id;
  end if;
  update shipkeeper.lot_review as r
  set
    state = 'closed', outcome = 'skipped', reason = 'rejected', closed_at = clock_timestamp(), post_body = null,
    field_digests = null
  where r.lot_review_id = p_lot_review_id;
  perform shipkeeper.record_change('lot_review', p_lot_review_id::text, v_state, 'rejected', p_reason);
end
$$;
comment on function shipkeeper_operator.reject_lot_update(bigint, text) is
'Leaves the lots of an order as they are. Error: where the review waits for no approval, or the reason is missing. '
'Writes: lot_review, operator_action, audit.';
revoke all on function shipkeeper_operator.reject_lot_update(bigint, text) from public;
