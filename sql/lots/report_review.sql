create or replace function shipkeeper.report_review(p_review shipkeeper.lot_review, p_cycle bigint, p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order constant text := 'Lots of order ' || shipkeeper.printable(p_review.order_number);
  v_changes constant text := shipkeeper.describe_changes(
    case when p_review.outcome = 'verified' then p_review.sent_changes else p_review.sku_changes end
  );
  v_said text[];
begin
  perform shipkeeper.record_outcome(
    p_cycle, p_request, 'lots', p_review.order_inbox_id, p_review.order_number, p_review.shipstation_order_id,
    p_review.outcome, p_review.reason
  );
  v_said := case p_review.outcome
    when 'verified' then array['info', format('🏷️ %s updated: %s', v_order, v_changes)]
    when 'mismatch' then array['critical', format(
      '🚨 CRITICAL: after its lots were updated order %s differs in ShipStation: %s - look at it there',
      shipkeeper.printable(p_review.order_number), p_review.reason
    )]
    when 'would_update' then array['info', '🔍 Dry run: l' || substr(v_order, 2) || case
      when p_review.reason is null then ' would be updated: ' || v_changes
      else format(' would wait for an operator (%s): %s', p_review.reason, v_changes)
    end]
    when 'awaiting_approval' then array['warning', format(
      '⚠️ %s wait for an operator (%s): %s', v_order, p_review.reason, v_changes
    )]
    when 'held' then array['warning', format('⚠️ %s held: %s', v_order, case
      when p_review.reason = 'cannot_be_edited_exactly' then 'its text cannot be changed without touching more'
      when p_review.reason = 'not_applied' then format('ShipStation has not taken the change in %s attempts', p_review.posts)
      when p_review.reason = 'perhaps_applied'
        then 'after a day nobody can tell whether ShipStation took the change - look at it there'
      when p_review.reason like 'refused %' then format('ShipStation answered %s and changed nothing', p_review.post_status)
      else p_review.reason
    end)]
    when 'skipped' then case
      -- Of all at once one sentence is said.
      when p_review.reason <> 'mode' then array['info', format('%s left alone: %s', v_order, p_review.reason)]
    end
  end;
  perform shipkeeper.say(p_cycle, v_said[1], v_said[2]) where v_said is not null;
end
$$;
comment on function shipkeeper.report_review(shipkeeper.lot_review, bigint, bigint) is
'Keeps what a review came to, and says it in a sentence. Writes: order_outcome, message.';
revoke all on function shipkeeper.report_review(shipkeeper.lot_review, bigint, bigint) from public;
