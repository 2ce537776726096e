create or replace function shipkeeper.handle_read(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle constant bigint := p_request.cycle_id;
  v_number constant text := shipkeeper.printable(p_review.order_number);
  v_decision record;
  v_text text;
begin
  if p_review.posts > 0 and p_review.field_digests is not null and 'items' not in (
    select d from shipkeeper.differing_fields(p_order, p_review.field_digests, p_review.lot_review_id::text) as d
  ) then
    -- A change that had taken no effect when it was looked for has taken it since.
    perform shipkeeper.handle_lot_check(p_request, p_review, p_order);
    return;
  end if;

  v_decision := shipkeeper.decide_review(p_review, p_order);
  v_text := shipkeeper.describe_changes(v_decision.changes);
  update shipkeeper.lot_review as r
  set
    sku_changes = v_decision.changes,
    order_digest = shipkeeper.order_digest(p_order),
    read_at = p_request.answered_at,
    field_digests = case when r.sku_changes = v_decision.changes then r.field_digests end
  where r.lot_review_id = p_review.lot_review_id;

  if v_decision.look_at is not null then
    perform shipkeeper.postpone_review(p_review, v_decision.reason, v_decision.look_at);
  elsif v_decision.outcome is null or v_decision.outcome = 'would_update' then
    if v_decision.outcome is null and not (select c.writes_allowed from shipkeeper.cycle as c where c.cycle_id = v_cycle) then
      perform shipkeeper.postpone_review(p_review, 'writes_not_allowed', clock_timestamp() + interval '15 minutes');
      perform shipkeeper.say(v_cycle, 'warning', format(
        '⚠️ Lots of order %s: the runner may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)', v_number
      ));
      return;
    end if;
    update shipkeeper.lot_review as r
    set state = 'read', outcome = v_decision.outcome, reason = v_decision.reason
    where r.lot_review_id = p_review.lot_review_id;
  elsif v_decision.outcome = 'awaiting_approval' then
    update shipkeeper.lot_review as r
    set
      state = 'approval', outcome = 'awaiting_approval', reason = v_decision.reason, approved_by = null,
      approved_digest = null, approved_changes = null
    where r.lot_review_id = p_review.lot_review_id;
    perform shipkeeper.record_outcome(
      v_cycle, p_request.request_id, 'lots', p_review.order_inbox_id, p_review.order_number, p_review.shipstation_order_id,
      'awaiting_approval', v_decision.reason
    );
    perform shipkeeper.say(v_cycle, 'warning', format(
      '⚠️ Lots of order %s wait for an operator (%s): %s', v_number, v_decision.reason, v_text
    ));
  else
    perform shipkeeper.close_review(p_review, v_cycle, p_request.request_id, v_decision.outcome, v_decision.reason);
    if v_decision.outcome <> 'current' then
      perform shipkeeper.say(
        v_cycle, case v_decision.outcome when 'held' then 'warning' else 'info' end,
        format('Lots of order %s left alone: %s', v_number, v_decision.reason)
      );
    end if;
  end if;
end
$$;
comment on function shipkeeper.handle_read(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Decides on an order just read: goes on to look for labels, waits for an operator, is looked at later, or is closed with its reason. One '
'that carries by now what was sent before is compared instead. Writes: lot_review, order_outcome, message, and what handle_lot_check '
'writes.';
revoke all on function shipkeeper.handle_read(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
