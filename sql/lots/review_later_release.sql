create or replace function shipkeeper.review_later_release(p_review shipkeeper.lot_review)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into shipkeeper.lot_review (
    order_inbox_id, order_number, order_status_history_id, from_status, to_status, opened_at, opened_by, next_look_at
  )
  select
    p_review.order_inbox_id, p_review.order_number, p_review.order_status_history_id, p_review.from_status, p_review.to_status,
    p_review.opened_at, p_review.opened_by, clock_timestamp()
  from (
    select max(q.sent_at) as sent_at
    from shipkeeper.request as q
    where q.work_kind = 'lots' and q.purpose = 'post' and q.purpose_id = p_review.lot_review_id
  ) as post
  where p_review.opened_at > post.sent_at
$$;
comment on function shipkeeper.review_later_release(shipkeeper.lot_review) is
'Opens a review for a release that came after the change which the closed review p_review has just been compared for: that one was '
'decided before it. Writes: lot_review.';
revoke all on function shipkeeper.review_later_release(shipkeeper.lot_review) from public;
