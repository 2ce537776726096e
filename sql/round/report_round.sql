create or replace function shipkeeper.report_round(p_cycle bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_every interval;
  v_lasting text;
  v_problem text;
  v_listed bigint;
  v_got_on boolean;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  select coalesce(bool_or(r.verdict in ('answer', 'not_found')), false) into v_got_on
  from shipkeeper.request as r
  where r.cycle_id = p_cycle and r.work_kind = 'round';
  -- The last one alone: of those before, the server's clock may have been ahead.
  select l.problem into v_problem
  from (
    select r.ended, r.ended_at, r.problem from shipkeeper.round as r order by r.round_id desc limit 1
  ) as l
  where l.ended = 'failed' and l.ended_at >= v_cycle.started_at;
  v_problem := coalesce(v_problem, (
    select shipkeeper.failure_phrase(r.status, r.error)
    from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.work_kind = 'round' and r.purpose = 'list' and r.verdict in ('api_failure', 'unexpected', 'not_found')
    order by r.request_id desc
    limit 1
  ));
  select coalesce(sum(r.orders_listed), 0)::bigint into v_listed
  from shipkeeper.round as r
  where r.ended_at >= v_cycle.started_at;
  select t.round_every into strict v_every from shipkeeper.settings as t;
  if v_problem is null and v_every > interval '0' then
    -- Where nothing was asked for, the next round may be hours away: what has gone wrong stays so until one gets on.
    select l.problem into v_lasting
    from (
      select r.ended, r.problem from shipkeeper.round as r order by r.round_id desc limit 1
    ) as l
    where l.ended = 'failed' and not v_got_on;
    if v_lasting is null and not exists (
      select
      from shipkeeper.round as r
      where r.ended = 'done' and r.ended_at between clock_timestamp() - v_every - interval '1 day' and clock_timestamp()
    ) then
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
    'open_orders_listed', v_listed,
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
