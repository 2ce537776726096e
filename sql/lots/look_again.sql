create or replace function shipkeeper.look_again(p_request shipkeeper.request, p_review shipkeeper.lot_review, p_problem text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- When an order is looked at after its change was sent.
  v_after constant interval[] := array['0', '5 minutes', '15 minutes', '1 hour', '6 hours', '24 hours']::interval[];
  v_now constant timestamptz := clock_timestamp();
  v_is_refused constant boolean := coalesce(p_review.post_status between 400 and 499 and p_review.post_status not in (408, 429), false);
  -- Too many requests: certainly not taken in, and no word against it.
  v_is_turned_away constant boolean := coalesce(p_review.post_status = 429, false);
  -- What became of it says nothing of an earlier one, which may still come late.
  v_is_certain constant boolean := (v_is_refused or v_is_turned_away) and p_review.posts = 1;
  v_check record;
begin
  p_review.looks := p_review.looks + 1;
  if p_problem is not null and (p_review.looks >= 6 or v_now >= p_review.posted_at + v_after[6]) then
    p_review.outcome := 'held';
    p_review.reason := 'perhaps_applied';
    perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
    return;
  elsif p_problem is null and v_is_refused then
    p_review.outcome := 'held';
    p_review.reason := format('refused (%s)', p_review.post_status);
    if v_is_certain or p_review.looks >= 5 then
      perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
      return;
    end if;
    p_review.looks := 4;
  elsif p_problem is null and (v_is_turned_away or p_review.looks >= 4) then
    v_check := shipkeeper.check_review_here(p_review);
    if p_review.outcome is null and p_review.posts < 3
      and (v_check.outcome is null or v_check.look_at is not null and (v_is_turned_away or p_review.looks >= 5))
    then
      -- It has not taken effect: decided anew.
      p_review.reason := 'not_applied';
      p_review.looks := 0;
      p_review.next_look_at := case when v_is_turned_away then v_now + shipkeeper.retry_wait(p_review.posts) else v_now end;
      perform shipkeeper.move_review(p_review, 'begun_anew');
      perform shipkeeper.say_one_of(
        p_request.cycle_id, 'warning', 'lot_reviews',
        '⚠️ Lots of order %s: ShipStation has not taken the change (attempt %s of 3) - it is decided anew',
        shipkeeper.printable(p_review.order_number), p_review.posts::text
      );
      return;
    elsif v_is_certain or p_review.looks >= 5 then
      if p_review.outcome is null then
        p_review.outcome := coalesce(case when v_check.look_at is null then v_check.outcome end, 'held');
        p_review.reason := coalesce(case when v_check.look_at is null then v_check.reason end, 'not_applied');
      end if;
      perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
      return;
    end if;
  end if;
  p_review.reason := case when p_review.outcome is null then p_problem else p_review.reason end;
  p_review.next_look_at := greatest(p_review.posted_at + v_after[p_review.looks + 1], v_now);
  perform shipkeeper.move_review(p_review, 'undecided');
end
$$;
comment on function shipkeeper.look_again(shipkeeper.request, shipkeeper.lot_review, text) is
'After a look at an order that shows no sign of the change that was sent (p_problem null), or that could not be read: looked at 0, 5, 15, '
'60 minutes and 6 hours after it was sent. Unchanged after 60 minutes it is decided anew, three changes at most; refused by ShipStation '
'(4xx but 408 and 429) it is held at once, or after six hours where another was perhaps sent before it; unread for 24 hours it is held. '
'Writes: what move_review and say_one_of write.';
revoke all on function shipkeeper.look_again(shipkeeper.request, shipkeeper.lot_review, text) from public;
