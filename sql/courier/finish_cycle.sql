create or replace function shipkeeper_runner.finish_cycle(p_cycle bigint, p_reason text default null)
returns table (kind text, level text, message text, outcome text, metrics jsonb)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_reason constant text := case when p_reason <> 'stopped' then 'failed' else p_reason end;
  v_request bigint;
begin
  if shipkeeper.hold_lease(p_cycle) or exists (
    -- A scan that waited for the lease in vain.
    select from shipkeeper.cycle as c where c.cycle_id = p_cycle and c.kind = 'scan' and c.ended_at is null
  ) then
    update shipkeeper.cycle as c set stop_reason = v_reason where c.cycle_id = p_cycle and c.stop_reason is null and v_reason is not null;
    if found then
      perform shipkeeper.say(p_cycle, case v_reason when 'stopped' then 'warning' else 'error' end, case v_reason
        when 'stopped' then '⚠️ The runner was asked to stop - this cycle ends, the next goes on'
        else '❌ The runner met an error and ends this cycle: its last line says which'
      end);
      -- The sentence brings the runner back. What is in hand is committed before: closing takes longer than locks may be held.
      v_request := (
        select r.request_id
        from shipkeeper.request as r
        where r.cycle_id = p_cycle and r.state = 'answered' and v_reason = 'stopped'
          and not exists (select from shipkeeper.pause as p where p.paused_at is not null)
      );
    end if;
    if v_request is null then
      perform shipkeeper.close_cycle(p_cycle, p_abandoned => false);
    else
      begin
        perform shipkeeper.work_on_answer(v_request);
      exception
        when query_canceled or assert_failure or others then
          -- close_cycle tries once more, and keeps why not.
          null;
      end;
    end if;
  end if;

  return query
  select 'say', m.level, m.message, null::text, null::jsonb
  from shipkeeper.cycle as c
  cross join lateral shipkeeper.next_messages(c.cycle_id) as m
  where c.cycle_id = p_cycle;

  return query
  select
    'done', null::text, null::text,
    case c.outcome when 'abandoned' then 'lease_lost' else c.outcome end,
    (
      -- By name alone; what several kinds of work report under one name adds up.
      select jsonb_object_agg(f.name, f.value)
      from (
        select
          f.key as name,
          case when count(*) = 1 then min(f.value::text)::jsonb else to_jsonb(sum(
            case jsonb_typeof(f.value) when 'number' then f.value::numeric end
          )) end as value
        from jsonb_each(c.figures) as k
        cross join lateral jsonb_each(k.value) as f
        group by f.key
      ) as f
    )
  from shipkeeper.cycle as c
  where c.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper_runner.finish_cycle(bigint, text) is
'Ends a cycle, for a reason where the runner has one: stopped (it was asked to stop), failed (it met an error). Returns sentences (rows of '
'kind say), then one row of kind done with the outcome (lease_lost, or as in cycle.outcome) and the metrics. Called again it returns the '
'same outcome and the sentences that are left: the runner calls until there are none, since only its next call tells that those before '
'have arrived. Writes: what close_cycle and next_messages write.';
revoke all on function shipkeeper_runner.finish_cycle(bigint, text) from public;
