create or replace function shipkeeper_runner.next_step(p_cycle bigint)
returns table (
  kind text,
  level text,
  message text,
  seconds numeric,
  request bigint,
  method text,
  path text,
  body bytea,
  timeout_seconds numeric,
  send_within_seconds numeric
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now record;
  v_kind text;
  v_plan shipkeeper.plan_result;
  v_lease text;
  v_changing_kind text;
  v_wait numeric;
  v_time_left numeric;
begin
  kind := 'done';
  if shipkeeper.hold_lease(p_cycle) is null then
    v_lease := shipkeeper.wait_for_lease(p_cycle);
    if v_lease <> 'held' then
      kind := case v_lease when 'wait' then 'wait' else 'done' end;
      seconds := case v_lease when 'wait' then 5.0 end;
      return next;
      return;
    end if;
  end if;

  <<again>>
  loop
    select
      c.started_at, c.stop_reason, r.request_id, r.state,
      c.kind = 'run' and exists (select from shipkeeper.pause as p where p.paused_at is not null) as is_paused,
      exists (select from shipkeeper.quota as q where q.blocked_until > clock_timestamp()) as is_blocked
    into strict v_now
    from shipkeeper.cycle as c
    left join shipkeeper.request as r on r.cycle_id = p_cycle and r.state in ('in_flight', 'answered')
    where c.cycle_id = p_cycle;
    if v_now.is_paused then
      -- Before the last answer is worked on: it would write to the shop.
      exit again when v_now.stop_reason is not null;
      update shipkeeper.cycle as c set stop_reason = 'paused' where c.cycle_id = p_cycle;
      perform shipkeeper.say(p_cycle, 'info', format('Shipkeeper is paused (%s) - this cycle ends', shipkeeper.pause_reason()));
      exit again;
    end if;

    if v_now.state = 'answered' then
      perform shipkeeper.work_on_answer(v_now.request_id);
      v_changing_kind := (
        select r.work_kind
        from shipkeeper.request as r
        where r.request_id = v_now.request_id and exists (select from shipkeeper.order_outcome as o where o.request_id = r.request_id)
      );
      continue again when v_now.stop_reason is not null
        or coalesce((select max(m.message_id) from shipkeeper.message as m) <= (select l.handed_to from shipkeeper.lease as l), true)
        and not exists (select from shipkeeper.page_order as p where p.cycle_id = p_cycle);
      -- What it changed and tells of is committed before anything else is begun; and reading a page took longer than locks may be held.
      kind := 'wait';
      seconds := 0;
      exit again;
    end if;

    exit again when v_now.stop_reason is not null;

    if v_now.is_blocked then
      update shipkeeper.cycle as c set stop_reason = 'rate_limited' where c.cycle_id = p_cycle;
      perform shipkeeper.say(
        p_cycle, 'warning', '⚠️ Another host or a check hit the rate limit (429) - stopping, will retry next cycle'
      );
      exit again;
    end if;

    -- Also where the runner never got this row: what is in flight was not handed back, so it is handed out again.
    if v_now.state = 'in_flight' then
      select r.request_id, r.method, r.path, r.body, r.timeout_seconds into strict request, method, path, body, timeout_seconds
      from shipkeeper.request as r
      where r.request_id = v_now.request_id;
      kind := 'send';
      send_within_seconds := 5;
      perform shipkeeper.hold_lease(p_cycle, timeout_seconds + send_within_seconds);
      exit again;
    end if;

    select
      coalesce(shipkeeper.quota_wait(clock_timestamp()), 0),
      extract(epoch from v_now.started_at + s.cycle_budget - clock_timestamp())
    into strict v_wait, v_time_left
    from shipkeeper.settings as s;

    for v_kind in select k from shipkeeper.kinds_of_cycle(p_cycle) as k loop
      execute format('select shipkeeper.%I($1, $2)', 'plan_' || v_kind)
      using p_cycle, v_wait = 0 and v_time_left > 0 into v_plan;

      if v_plan = 'again' then
        continue again;
      elsif v_plan in ('pause', 'rest') or v_plan = 'nothing' and v_kind = v_changing_kind then
        -- Ends this transaction and its locks; the runner comes back at once, or in half a second. Behind an order that was changed without
        -- a word the next of its kind may be asked for; planning for the other kinds takes longer than its lock may last.
        kind := 'wait';
        seconds := case v_plan when 'rest' then 0.5 else 0 end;
        exit again;
      elsif v_plan = 'more' and v_wait > 0 and v_wait < v_time_left then
        kind := 'wait';
        seconds := v_wait;
        perform shipkeeper.say(
          p_cycle, 'info', format('Waiting %s seconds for ShipStation''s next quota of requests', ceil(v_wait))
        );
        perform shipkeeper.hold_lease(p_cycle, v_wait);
        exit again;
      elsif v_plan = 'more' then
        update shipkeeper.cycle as c set stop_reason = 'quota_used_up', halted_kind = v_kind where c.cycle_id = p_cycle;
        perform shipkeeper.say(p_cycle, 'info', 'This cycle''s share of requests or time is used up - the next goes on');
        exit again;
      end if;
    end loop;
    exit again;
  end loop;

  return query
  select
    'say', m.level, m.message, null::numeric, null::bigint, null::text, null::text, null::bytea, null::numeric, null::numeric
  from shipkeeper.next_messages(p_cycle) as m;
  return next;
end
$$;
comment on function shipkeeper_runner.next_step(bigint) is
'What the runner does next: log the sentences of the rows of kind say, then follow the one row after them: wait some seconds (0: only '
'come back), send a request, or done. Works on a stored answer first; what is to be sent is written down and committed by this call. '
'Done also where the lease is lost or a 429 stopped the cycle. '
'Writes: lease, message, cycle, request, and what the kinds of work write.';
revoke all on function shipkeeper_runner.next_step(bigint) from public;
