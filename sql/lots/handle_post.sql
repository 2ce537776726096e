create or replace function shipkeeper.handle_post(p_request shipkeeper.request, p_review shipkeeper.lot_review)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_request.verdict = 'not_sent' then
    -- Certainly not sent: as if it had never been about to be.
    update shipkeeper.lot_review as r
    set state = 'cleared', posts = r.posts - 1
    where r.lot_review_id = p_review.lot_review_id;
    if p_request.error = 'not_sent_writes_off' then
      perform shipkeeper.postpone_review(p_review, 'writes_not_allowed', clock_timestamp() + interval '15 minutes');
    end if;
    return;
  end if;
  -- Whatever the answer says, or whether one came: a look tells what took effect, never a second change.
  update shipkeeper.lot_review as r
  set post_status = p_request.status, next_look_at = clock_timestamp()
  where r.lot_review_id = p_review.lot_review_id;
end
$$;
comment on function shipkeeper.handle_post(shipkeeper.request, shipkeeper.lot_review) is
'What the answer to a change means: nothing yet. The order is read next, and that decides. Writes: lot_review.';
revoke all on function shipkeeper.handle_post(shipkeeper.request, shipkeeper.lot_review) from public;
