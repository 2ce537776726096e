create or replace function shipkeeper.handle_read(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_digest constant text := shipkeeper.order_digest(p_order);
  v_decision record;
begin
  if p_review.posted_at is not null and 'items' not in (
    select d from shipkeeper.differing_fields(p_order, p_review.field_digests, p_review.lot_review_id::text) as d
  ) then
    -- A change that had taken no effect when it was looked for has taken it since.
    perform shipkeeper.handle_lot_check(p_request, p_review, p_order);
    return;
  end if;

  v_decision := shipkeeper.decide_review(p_review, p_order);
  if p_review.state = 'cleared' and v_decision.outcome is null then
    if v_digest <> p_review.order_digest or v_decision.changes <> p_review.sku_changes then
      -- Somebody edits it just now: left to the next cycle, so that it costs the others no request.
      p_review.reason := 'edited_meanwhile';
      perform shipkeeper.move_review(p_review, 'put_off', p_request.cycle_id);
      return;
    end if;
    p_review.post_body := shipkeeper.change_skus(p_request.answer, p_review.sku_changes);
    p_review.read_at := p_request.answered_at;
    if p_review.post_body is not null then
      perform shipkeeper.move_review(p_review, 'prepared');
      return;
    end if;
    v_decision.outcome := 'held';
    v_decision.reason := 'cannot_be_edited_exactly';
  end if;

  if p_review.state = 'approval' and (
    v_decision.look_at is not null or coalesce(v_decision.outcome, 'would_update') in ('would_update', 'awaiting_approval')
  ) then
    if v_decision.changes is distinct from p_review.sku_changes and v_decision.look_at is null then
      v_decision.outcome := 'awaiting_approval';
      v_decision.reason := p_review.reason;
    else
      -- Still to be agreed to, as it was shown.
      p_review.next_look_at := coalesce(v_decision.look_at, clock_timestamp() + interval '1 day');
      perform shipkeeper.move_review(p_review, 'put_off', p_request.cycle_id);
      return;
    end if;
  end if;

  p_review.sku_changes := v_decision.changes;
  p_review.order_digest := v_digest;
  p_review.read_at := p_request.answered_at;
  if v_decision.look_at is not null then
    p_review.reason := v_decision.reason;
    p_review.next_look_at := v_decision.look_at;
    perform shipkeeper.move_review(p_review, 'put_off', p_request.cycle_id);
    return;
  elsif v_decision.outcome is null and not (
    select c.writes_allowed from shipkeeper.cycle as c where c.cycle_id = p_request.cycle_id
  ) then
    p_review.reason := 'writes_not_allowed';
    p_review.next_look_at := clock_timestamp() + interval '15 minutes';
    perform shipkeeper.move_review(p_review, 'put_off', p_request.cycle_id);
    return;
  end if;

  p_review.outcome := v_decision.outcome;
  p_review.reason := v_decision.reason;
  if v_decision.outcome = 'awaiting_approval' then
    p_review.approved_by := null;
    p_review.approved_digest := null;
    p_review.approved_changes := null;
    -- Looked at each day whether it still can be changed.
    p_review.next_look_at := clock_timestamp() + interval '1 day';
    perform shipkeeper.move_review(p_review, 'must_wait', p_request.cycle_id, p_request.request_id);
  elsif coalesce(v_decision.outcome, 'would_update') = 'would_update' then
    perform shipkeeper.move_review(p_review, 'wanted');
  else
    perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
  end if;
end
$$;
comment on function shipkeeper.handle_read(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Decides on an order just read: goes on to look for labels, waits for an operator, is looked at later, or ends with its reason. Read once '
'more before the change, and still the same, the change is prepared. One that carries by now what was sent before is compared instead. '
'Writes: what move_review and handle_lot_check write.';
revoke all on function shipkeeper.handle_read(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
