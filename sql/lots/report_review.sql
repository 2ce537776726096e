create or replace function shipkeeper.report_review(p_review shipkeeper.lot_review, p_cycle bigint, p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order constant text := shipkeeper.printable(p_review.order_number);
  v_changes constant text := shipkeeper.describe_changes(
    case when p_review.outcome = 'verified' then p_review.sent_changes else p_review.sku_changes end
  );
  v_said shipkeeper.sentence;
begin
  perform shipkeeper.record_outcome(
    p_cycle, p_request, 'lots', p_review.order_inbox_id, p_review.order_number, p_review.shipstation_order_id,
    p_review.outcome, p_review.reason
  );
  v_said.listed_in := 'lot_reviews';
  case p_review.outcome
    when 'verified' then
      v_said.level := 'info';
      v_said.words := '🏷️ Lots of order %s updated: %s';
      v_said.blanks := array[v_order, v_changes];
    when 'mismatch' then
      v_said.level := 'critical';
      v_said.words := '🚨 CRITICAL: after its lots were updated order %s differs in ShipStation: %s - look at it there';
      v_said.blanks := array[v_order, p_review.reason];
    when 'would_update' then
      v_said.level := 'info';
      v_said.words := '🔍 Dry run: lots of order %s would ' || case
        when p_review.reason is null then 'be updated: %s' else 'wait for an operator (%s): %s'
      end;
      v_said.blanks := array_remove(array[v_order, p_review.reason, v_changes], null);
    when 'awaiting_approval' then
      v_said.level := 'warning';
      v_said.words := '⚠️ Lots of order %s wait for an operator (%s): %s';
      v_said.blanks := array[v_order, p_review.reason, v_changes];
    when 'held' then
      v_said.level := 'warning';
      v_said.words := '⚠️ Lots of order %s held: %s';
      v_said.blanks := array[v_order, case
        when p_review.reason = 'cannot_be_edited_exactly' then 'its text cannot be changed without touching more'
        when p_review.reason = 'not_applied' then format('ShipStation has not taken the change in %s attempts', p_review.posts)
        when p_review.reason = 'perhaps_applied'
          then 'after a day nobody can tell whether ShipStation took the change - look at it there'
        when p_review.reason like 'refused %' then format('ShipStation answered %s and changed nothing', p_review.post_status)
        else p_review.reason
      end];
    when 'skipped' then
      v_said.level := 'info';
      v_said.words := 'Lots of order %s left alone: %s';
      v_said.blanks := array[v_order, p_review.reason];
    else
      -- It carries the active lots, and nothing is to be said.
      return;
  end case;
  -- Of all that are closed because lots are off one sentence is said.
  if p_review.reason is distinct from 'mode' or p_review.outcome <> 'skipped' then
    perform shipkeeper.say_each(p_cycle, array[v_said]);
  end if;
end
$$;
comment on function shipkeeper.report_review(shipkeeper.lot_review, bigint, bigint) is
'Keeps what a review came to, and says it in a sentence. Writes: order_outcome, and what say_each writes.';
revoke all on function shipkeeper.report_review(shipkeeper.lot_review, bigint, bigint) from public;
