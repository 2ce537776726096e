create or replace function shipkeeper.plan_lots(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_review shipkeeper.lot_review;
  v_check record;
begin
  perform shipkeeper.note_gaps(p_cycle);
  perform shipkeeper.begin_status_history();
  if exists (select from shipkeeper.untaken_release) and shipkeeper.take_releases() then
    return 'pause';
  elsif not exists (select from shipkeeper.lot_review as r where r.state <> 'closed' and r.next_look_at <= clock_timestamp()) then
    return 'nothing';
  end if;
  -- Of those that end or are put off without a request some forty in a call: however many there are, it is short.
  for v_turn in 1 .. 40 loop
    select r.* into v_review
    from shipkeeper.lot_review as r
    where r.state <> 'closed'
      and r.next_look_at <= clock_timestamp()
      and (r.state not in ('open', 'approval') or (select shipkeeper.may_read_reviews(p_cycle)))
    -- What was begun is finished first, above all what was perhaps sent.
    order by r.state = 'posted' desc, r.state in ('read', 'cleared', 'ready') desc, r.state = 'open' desc, r.next_look_at, r.lot_review_id
    limit 1
    -- A release that a program of the shop has not committed yet is not waited for: it may change everything.
    for update of r skip locked;
    if not found then
      return case v_turn when 1 then 'nothing' else 'pause' end;
    end if;
    -- Up to the change itself: what is decided here meanwhile counts. What was perhaps sent is looked at in any case.
    v_check := shipkeeper.check_review_here(v_review);
    if v_review.state = 'posted' or v_check.outcome is null then
      return case when p_may_send then shipkeeper.ask_for_review(p_cycle, v_review) else 'more' end;
    elsif v_check.look_at is not null then
      v_review.reason := case when v_review.state = 'approval' then v_review.reason else v_check.reason end;
      v_review.next_look_at := v_check.look_at;
      perform shipkeeper.move_review(v_review, 'put_off', p_cycle);
    else
      v_review.outcome := v_check.outcome;
      v_review.reason := v_check.reason;
      perform shipkeeper.move_review(v_review, 'ended', p_cycle);
    end if;
  end loop;
  return 'pause';
end
$$;
comment on function shipkeeper.plan_lots(bigint, boolean) is
'What the lots need next: releases are taken, then the next step of the next review, what was perhaps sent first. Writes: what '
'take_releases, ask_for_review, move_review, note_gaps and begin_status_history write.';
revoke all on function shipkeeper.plan_lots(bigint, boolean) from public;
