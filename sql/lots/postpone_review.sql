create or replace function shipkeeper.postpone_review(
  p_review shipkeeper.lot_review, p_reason text, p_until timestamptz default null
)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  update shipkeeper.lot_review as r
  set
    state = case
      when r.state in ('approved', 'posted') then r.state
      when r.approved_digest is not null then 'approved'
      else 'open'
    end,
    reason = p_reason,
    looks = r.looks + 1,
    next_look_at = coalesce(p_until, clock_timestamp() + shipkeeper.retry_wait(r.looks + 1)),
    post_body = null
  where r.lot_review_id = p_review.lot_review_id
$$;
comment on function shipkeeper.postpone_review(shipkeeper.lot_review, text, timestamptz) is
'Looks at a review again later: at p_until, or (null) at growing intervals. Writes: lot_review.';
revoke all on function shipkeeper.postpone_review(shipkeeper.lot_review, text, timestamptz) from public;
