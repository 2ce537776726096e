create or replace function shipkeeper.report_round(p_cycle bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_every interval;
  v_last record;
  v_requests bigint;
  v_got_on boolean;
  v_problem text;
  v_lasting text;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  select t.round_every into strict v_every from shipkeeper.settings as t;
  select count(*), coalesce(bool_or(r.verdict in ('answer', 'not_found')), false) into v_requests, v_got_on
  from shipkeeper.request as r
  where r.cycle_id = p_cycle and r.work_kind = 'round';
  -- The last one alone, in a cycle no more than one ends: of those before, the server's clock may have been ahead.
  select r.ended, r.ended_at, r.problem, r.orders_listed, r.ended_at >= v_cycle.started_at as is_just_over into v_last
  from shipkeeper.round as r
  order by r.round_id desc
  limit 1;
  if v_last.is_just_over then
    v_problem := v_last.problem;
  end if;
  if v_problem is null and v_requests > 0 then
    select shipkeeper.failure_phrase(r.status, r.error) into v_problem
    from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.work_kind = 'round' and r.purpose = 'list' and r.verdict in ('api_failure', 'unexpected', 'not_found')
    order by r.request_id desc
    limit 1;
  end if;
  if v_problem is null and v_every > interval '0' then
    -- Where nothing was asked for, the next round may be hours away: what has gone wrong stays so until one gets on.
    if v_last.ended = 'failed' and not v_got_on then
      v_lasting := v_last.problem;
    elsif coalesce(v_last.ended, '') <> 'done'
      or v_last.ended_at not between clock_timestamp() - v_every - interval '1 day' and clock_timestamp()
    then
      -- Also of one that is answered again and again, and never for an order that it waits for.
      select format(
        'no round has come to its end since %s%s', to_char(d.done_at, 'YYYY-MM-DD HH24:MI'),
        (
          select format(', this one waits for %s orders, as that with id %s', count(*), min(c.shipstation_order_id))
          from shipkeeper.round_order as c
          where c.asked_at is not null
          having count(*) > 0
        )
      )
      into v_lasting
      from (
        select greatest(
          coalesce(
            (select max(r.ended_at) from shipkeeper.round as r where r.ended = 'done' and r.ended_at <= clock_timestamp()),
            (select i.installed_at from shipkeeper.deployment as i)
          ),
          -- Before that they were due at other times, or off.
          (select max(a.changed_at) from shipkeeper.audit as a where a.subject = 'setting' and a.object = 'round_every')
        ) as done_at
      ) as d
      where d.done_at < clock_timestamp() - v_every - interval '1 day';
    end if;
  end if;
  return jsonb_build_object(
    'open_orders_listed', case when v_last.is_just_over then v_last.orders_listed else 0 end,
    'differences', (select count(*) from shipkeeper.difference as d where d.looks >= 2),
    'errors', num_nonnulls(v_problem),
    'got_on', v_got_on and v_problem is null and v_lasting is null,
    'problem', coalesce(v_problem, v_lasting),
    'is_waiting', v_lasting is not null
  );
end
$$;
comment on function shipkeeper.report_round(bigint) is
'Ends the round''s part of a cycle: returns the figures that declare_round names (open_orders_listed with the end of a round), and how '
'far it got, as every report; the last round''s failure, or that none has come to its end for a day longer than round_every, as long as '
'that lasts. Writes nothing.';
revoke all on function shipkeeper.report_round(bigint) from public;
