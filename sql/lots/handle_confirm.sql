create or replace function shipkeeper.handle_confirm(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_decision record;
  v_body bytea;
begin
  v_decision := shipkeeper.decide_review(p_review, p_order);
  if p_review.order_digest <> shipkeeper.order_digest(p_order)
    or v_decision.outcome is not null
    or v_decision.changes <> p_review.sku_changes
  then
    -- Somebody edited in between: decided anew, from what was just read.
    perform shipkeeper.handle_read(p_request, p_review, p_order);
    return;
  end if;

  v_body := shipkeeper.change_skus(p_request.answer, p_review.sku_changes);
  if v_body is null then
    perform shipkeeper.close_review(p_review, p_request.cycle_id, p_request.request_id, 'held', 'cannot_be_edited_exactly');
    perform shipkeeper.say(p_request.cycle_id, 'warning', format(
      '⚠️ Lots of order %s held: its text cannot be changed without touching more', shipkeeper.printable(p_review.order_number)
    ));
    return;
  end if;
  update shipkeeper.lot_review as r
  set
    state = 'ready',
    looks = 0,
    read_at = p_request.answered_at,
    post_body = v_body,
    posted_in_cycle = p_request.cycle_id,
    field_digests = shipkeeper.field_digests(convert_from(v_body, 'UTF8')::jsonb, r.lot_review_id::text)
  where r.lot_review_id = p_review.lot_review_id;
end
$$;
comment on function shipkeeper.handle_confirm(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Makes the change from an order read once more just before it is sent, if it is still what was decided on. Writes: lot_review, and what '
'handle_read writes.';
revoke all on function shipkeeper.handle_confirm(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
