create or replace function shipkeeper.plan_lots(p_cycle bigint, p_may_send boolean)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_review shipkeeper.lot_review;
  v_check record;
begin
  perform shipkeeper.begin_status_history();
  v_review := shipkeeper.next_review(p_cycle);
  if v_review.lot_review_id is null then
    return 'nothing';
  end if;

  -- Up to the change itself: what is decided here meanwhile counts. What was perhaps sent is looked at in any case.
  if v_review.state <> 'posted' then
    v_check := shipkeeper.check_review_here(v_review);
    if v_check.look_at is not null then
      perform shipkeeper.postpone_review(v_review, v_check.reason, v_check.look_at);
      return 'again';
    elsif v_check.outcome is not null then
      perform shipkeeper.close_review(v_review, p_cycle, null, v_check.outcome, v_check.reason);
      return 'again';
    end if;
  end if;
  return case when p_may_send then shipkeeper.ask_for_review(p_cycle, v_review) else 'more' end;
end
$$;
comment on function shipkeeper.plan_lots(bigint, boolean) is
'What the lots need next: the next step of the next review, what was perhaps sent first. Returns again, rest, more or nothing, as '
'every planner. Writes: lot_review, request, order_outcome, order_status_history.';
revoke all on function shipkeeper.plan_lots(bigint, boolean) from public;
