create or replace function shipkeeper.move_review(
  p_review shipkeeper.lot_review, p_event text, p_cycle bigint default null, p_request bigint default null
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_state constant text := p_review.state;
  v_next text;
  v_is_reviewed_again boolean := false;
  v_known_reason text;
begin
  if p_event in ('ended', 'rejected') and v_state <> 'posted' and p_review.outcome not in ('verified', 'mismatch')
    and p_review.posted_at > v_now - interval '6 hours'
  then
    p_event := 'ended_early';
    p_review.looks := 4;
    p_review.next_look_at := p_review.posted_at + interval '6 hours';
  end if;
  select m.next_state into v_next from shipkeeper.lot_move as m where m.state = v_state and m.event = p_event;
  if v_next is null then
    raise exception 'A review of lots that is % cannot be %: shipkeeper.lot_move says what may happen to it.', v_state, p_event;
  end if;

  p_review.state := v_next;
  if v_next <> 'ready' then
    p_review.post_body := null;
  end if;
  if p_event = 'released' and v_next = 'open' then
    -- What an operator agreed to was the order before this.
    p_review.approved_by := null;
    p_review.approved_digest := null;
    p_review.approved_changes := null;
  elsif p_event = 'released' then
    -- Nor does what the review was to end with.
    p_review.outcome := null;
    p_review.reason := null;
  elsif p_event = 'put_off' then
    -- How long a person or the shop takes counts for nothing.
    if p_review.next_look_at <= v_now then
      p_review.looks := p_review.looks + 1;
      p_review.next_look_at := v_now + shipkeeper.retry_wait(p_review.looks);
    end if;
  end if;
  if v_next = 'closed' then
    p_review.closed_at := v_now;
    p_review.field_digests := null;
    -- Released once more since what it ends with was sent: decided before that.
    v_is_reviewed_again := p_review.opened_at > p_review.posted_at and (
      p_review.outcome in ('verified', 'mismatch') or v_state = 'posted' and not exists (
        select from shipkeeper.lot_review as r where r.lot_review_id = p_review.lot_review_id and r.outcome is not null
      )
    );
  end if;

  if p_event = 'put_off' and p_cycle is not null then
    select r.reason into v_known_reason from shipkeeper.lot_review as r where r.lot_review_id = p_review.lot_review_id;
  end if;
  update shipkeeper.lot_review as r
  set
    order_status_history_id = p_review.order_status_history_id,
    from_status = p_review.from_status,
    to_status = p_review.to_status,
    opened_at = p_review.opened_at,
    opened_by = p_review.opened_by,
    shipstation_order_id = p_review.shipstation_order_id,
    state = p_review.state,
    outcome = p_review.outcome,
    reason = p_review.reason,
    next_look_at = p_review.next_look_at,
    looks = p_review.looks,
    unread_since = p_review.unread_since,
    posts = p_review.posts,
    posted_at = p_review.posted_at,
    posted_in_cycle = p_review.posted_in_cycle,
    sku_changes = p_review.sku_changes,
    sent_changes = p_review.sent_changes,
    order_digest = p_review.order_digest,
    field_digests = p_review.field_digests,
    post_status = p_review.post_status,
    post_body = p_review.post_body,
    read_at = p_review.read_at,
    approved_by = p_review.approved_by,
    approved_digest = p_review.approved_digest,
    approved_changes = p_review.approved_changes,
    normalised = p_review.normalised,
    closed_at = p_review.closed_at
  where r.lot_review_id = p_review.lot_review_id;

  if p_cycle is not null and (v_next = 'closed' or p_event = 'must_wait') then
    perform shipkeeper.report_review(p_review, p_cycle, p_request);
  elsif p_event = 'put_off' and p_cycle is not null and p_review.reason is distinct from v_known_reason then
    perform shipkeeper.say_put_off(p_cycle, p_review);
  end if;
  if v_is_reviewed_again then
    perform shipkeeper.open_review(
      p_review.order_inbox_id, p_review.order_number, p_review.opened_at, p_review.opened_by, p_review.order_status_history_id,
      p_review.from_status, p_review.to_status
    );
  end if;
end
$$;
comment on function shipkeeper.move_review(shipkeeper.lot_review, text, bigint, bigint) is
'Moves a review on by an event, as lot_move says: the only function that changes one. p_review is the row, locked before it was read, with '
'what else shall change in it. What ends or waits is reported to the cycle p_cycle, and why it is put off, once. '
'put_off: until next_look_at where that is still to come, else at growing intervals. Error: where its state does not let the event in. '
'Writes: lot_review, order_outcome, message.';
revoke all on function shipkeeper.move_review(shipkeeper.lot_review, text, bigint, bigint) from public;
