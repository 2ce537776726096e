create or replace function shipkeeper.report_lots(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_review shipkeeper.lot_review;
  v_figures jsonb;
  v_waiting record;
  v_are_waiting boolean := false;
  v_closed bigint;
begin
  perform shipkeeper.review_seen_releases();
  -- In most cycles none is open.
  if exists (select from shipkeeper.lot_review as r where r.state <> 'closed') then
    -- What was read and not sent is read again: bodies do not outlive the cycle.
    for v_review in
      select r.* from shipkeeper.lot_review as r where r.state in ('read', 'cleared', 'ready') for update skip locked
    loop
      perform shipkeeper.move_review(v_review, 'begun_anew');
    end loop;
    -- Nobody need agree any more to a change of what has left.
    for v_review in
      select r.*
      from shipkeeper.lot_review as r
      where r.state = 'approval'
        and not exists (
          select from public.orders_inbox as o where o.id = r.order_inbox_id and o.status not in ('shipped', 'cancelled')
        )
      for update skip locked
    loop
      v_review.outcome := 'skipped';
      v_review.reason := case
        when exists (select from public.orders_inbox as o where o.id = v_review.order_inbox_id) then 'not_updatable' else 'order_gone'
      end;
      perform shipkeeper.move_review(v_review, 'ended', p_cycle);
    end loop;

    -- What has to wait for the cycle's limits is said in one sentence, as below what was closed at once.
    select
      count(*) as reviews,
      ceil(count(*) / max(l.orders)) as cycles,
      max(l.orders) as a_cycle,
      max(c.started_at) - (
        select max(b.started_at) from shipkeeper.cycle as b where b.kind = 'run' and b.cycle_id < p_cycle
      ) as pace
    into v_waiting
    from shipkeeper.lot_review as r
    cross join shipkeeper.settings as s
    join shipkeeper.cycle as c on c.cycle_id = p_cycle
    -- Three readings are behind each change.
    cross join lateral (
      select least(s.lot_orders_per_cycle, case
        when exists (select from shipkeeper.kinds_of_cycle(p_cycle) as k where k <> 'lots')
          then floor(shipkeeper.review_reads_of_cycle() / 3)
      end) as orders
    ) as l
    where r.state = 'open' and r.next_look_at < c.started_at and s.lot_mode <> 'off' and c.stop_reason is null;
    perform shipkeeper.say_lasting(p_cycle, 'lots_waiting', 'waiting', 'info', format(
      'Lots of %s released orders wait for the next cycles: %s are changed in one at most, so that it takes about %s more%s',
      v_waiting.reviews, v_waiting.a_cycle, v_waiting.cycles,
      case
        when v_waiting.pace is not null
          then format(' (%s hours as they come now)', round(extract(epoch from v_waiting.pace) * v_waiting.cycles / 3600, 1))
        else ''
      end
    )) where v_waiting.reviews > 0;
    v_are_waiting := v_waiting.reviews > 0;
  end if;
  -- From a cycle that was cut short it does not follow.
  if not v_are_waiting and (select c.stop_reason is null from shipkeeper.cycle as c where c.cycle_id = p_cycle) then
    perform shipkeeper.say_lasting(p_cycle, 'lots_waiting', null, 'info', 'No released order waits for the next cycles any more: some did');
  end if;

  select
    jsonb_build_object(
      'lots_updated', count(*) filter (where o.outcome = 'verified'),
      'lots_would_update', count(*) filter (where o.outcome = 'would_update'),
      'lots_awaiting_approval', count(*) filter (where o.outcome = 'awaiting_approval'),
      'lots_mismatched', count(*) filter (where o.outcome = 'mismatch')
    ),
    count(*) filter (where o.outcome = 'skipped' and o.reason = 'mode')
  into v_figures, v_closed
  from shipkeeper.order_outcome as o
  where o.cycle_id = p_cycle and o.work_kind = 'lots';
  if v_closed > 0 then
    perform shipkeeper.say(p_cycle, 'info', format('Lots are off: %s reviews were closed', v_closed));
  end if;
  if not exists (select from shipkeeper.request as r where r.cycle_id = p_cycle and r.work_kind = 'lots') then
    return v_figures || '{"errors": 0, "got_on": false, "problem": null}';
  end if;
  perform shipkeeper.say_each(p_cycle, array(
    select row('error', '❌ Lots of order %s: %s - looked at again later', 'lot_reviews', array[
      shipkeeper.printable(w.order_number), shipkeeper.failure_phrase(r.status, r.error)
    ])::shipkeeper.sentence
    from shipkeeper.request as r
    join shipkeeper.cycle as c on c.cycle_id = r.cycle_id and c.stop_reason is distinct from 'api_unavailable'
    join shipkeeper.lot_review as w on w.lot_review_id = r.purpose_id and w.unread_since >= c.started_at
    where r.cycle_id = p_cycle and r.work_kind = 'lots' and r.verdict = 'api_failure' and r.purpose <> 'post'
    order by r.request_id
  ));
  return v_figures || (
    select jsonb_build_object(
      'errors', count(distinct r.purpose_id) filter (where not u.is_used),
      'got_on', coalesce(bool_or(u.is_used), false),
      'problem', case
        when count(distinct r.purpose_id) > 1 and not bool_or(u.is_used)
          then max(case when r.verdict = 'answer' then w.reason else shipkeeper.failure_phrase(r.status, r.error) end)
      end
    )
    from shipkeeper.request as r
    -- Answers that came and say nothing of the order.
    left join shipkeeper.lot_review as w
      on w.lot_review_id = r.purpose_id and w.state <> 'closed' and w.unread_since is not null and shipkeeper.is_answer_problem(w.reason)
    cross join lateral (select r.verdict in ('answer', 'not_found') and w.reason is null as is_used) as u
    where r.cycle_id = p_cycle and r.work_kind = 'lots' and r.verdict in ('answer', 'not_found', 'api_failure', 'unexpected')
  );
end
$$;
comment on function shipkeeper.report_lots(bigint) is
'Ends the lots'' part of a cycle: what was read and not sent starts anew in the next, bodies are erased; what waits for an operator ends '
'where its order is shipped, cancelled or gone. Returns the figures that declare_lots names, and how far it got, as every report. Says '
'what waits for the limits of a cycle. Writes: lasting_state, and what say_each, move_review and review_seen_releases write.';
revoke all on function shipkeeper.report_lots(bigint) from public;
