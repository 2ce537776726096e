create or replace function shipkeeper.decide_review(
  p_review shipkeeper.lot_review, p_order jsonb, out changes jsonb, out outcome text, out reason text, out look_at timestamptz
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_check record;
  v_changes record;
  v_picked text;
  v_not_updatable text;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  v_check := shipkeeper.check_review_here(p_review);
  v_picked := shipkeeper.was_perhaps_picked(p_review, p_order);
  v_not_updatable := shipkeeper.why_not_updatable(p_order);
  if v_check.outcome is not null and v_check.reason <> 'recently_uploaded' then
    outcome := v_check.outcome;
    reason := v_check.reason;
    look_at := v_check.look_at;
    return;
  elsif v_picked is not null and v_settings.lot_if_picked = 'refuse' then
    outcome := 'skipped';
    reason := v_picked;
    return;
  elsif v_check.outcome is not null then
    outcome := v_check.outcome;
    reason := v_check.reason;
    look_at := v_check.look_at;
    return;
  elsif v_not_updatable is not null or coalesce(p_order ->> 'orderNumber', '') = '' or shipkeeper.do_numbers_differ(
    p_review.order_inbox_id, p_review.order_number, p_order ->> 'orderId', p_order ->> 'orderNumber'
  ) then
    -- Another number: the header may carry the id of somebody else's order.
    outcome := 'skipped';
    reason := 'not_updatable';
    return;
  end if;

  v_changes := shipkeeper.sku_changes(p_order);
  changes := v_changes.changes;
  if v_changes.outcome is not null then
    outcome := v_changes.outcome;
    reason := v_changes.reason;
    look_at := v_changes.look_at;
  elsif p_review.approved_digest = shipkeeper.order_digest(p_order) and p_review.approved_changes = changes then
    -- What an operator agreed to, and nothing has changed since.
    null;
  elsif v_picked is not null then
    outcome := 'awaiting_approval';
    reason := v_picked;
  elsif p_review.approved_digest is not null then
    outcome := 'awaiting_approval';
    reason := 'order_changed';
  elsif v_settings.lot_mode = 'approval' or p_review.order_status_history_id is null then
    outcome := 'awaiting_approval';
    reason := 'mode';
  end if;

  -- A dry run says what would become of it if lot_mode were automatic: with a reason it would wait for an operator.
  if v_settings.lot_mode = 'dry_run' and coalesce(outcome, 'awaiting_approval') = 'awaiting_approval' then
    outcome := 'would_update';
  end if;
end
$$;
comment on function shipkeeper.decide_review(shipkeeper.lot_review, jsonb) is
'What a review comes to on an order just read in ShipStation: outcome null: update it with these changes; else the outcome and the first '
'check that does not hold. Does not look for labels. The order must have passed lot_order_problem.';
revoke all on function shipkeeper.decide_review(shipkeeper.lot_review, jsonb) from public;
