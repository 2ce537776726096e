create or replace function shipkeeper.say_alerts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_alerts record;
  v_live text[];
begin
  -- What the view computes is mostly not there: asking it costs more than all the rest.
  if exists (select from shipkeeper.progress as g where g.problem is not null)
    -- An abandoned one is closed by the next run, which may end well. One that was paused or stopped has not come to its end.
    or exists (
      select
      from shipkeeper.cycle as c
      where c.cycle_id = p_cycle and (
        c.outcome not in ('done', 'incomplete', 'no_progress', 'abandoned')
        or c.outcome <> 'abandoned' and c.stop_reason in ('paused', 'stopped')
      )
    )
  then
    v_live := array(select a.alert from shipkeeper_report.alerts as a where a.alert in ('no_cycle', 'no_progress'));
  end if;
  select
    sum(k.cases) filter (where k.severity = 'critical') as critical,
    string_agg(format('%s %s', k.cases, k.alert), ', ' order by k.severity, k.alert) as kinds
  into strict v_alerts
  from (
    select a.severity, a.kind as alert, sum(a.cases) as cases
    from shipkeeper.alert as a
    where a.ended_at is null
    group by a.severity, a.kind
    union all
    select k.severity, k.kind, count(*)
    from unnest(v_live) as n (kind)
    join shipkeeper.alert_kind as k on k.kind = n.kind
    group by k.severity, k.kind
  ) as k;
  perform shipkeeper.say_lasting(
    p_cycle, 'alerts', v_alerts.kinds,
    case when v_alerts.kinds is null then 'info' when v_alerts.critical > 0 then 'critical' else 'warning' end,
    case
      when v_alerts.kinds is null then '✅ Nothing needs a person any more'
      else format(
        '%s need a person: %s - see shipkeeper_report.alerts', case when v_alerts.critical > 0 then '🚨 CRITICAL: these' else '⚠️ These' end,
        v_alerts.kinds
      )
    end
  );
end
$$;
comment on function shipkeeper.say_alerts(bigint) is
'The last sentence of a run: what needs a person, how many of each kind; nothing where that is as it was. Writes: lasting_state, message.';
revoke all on function shipkeeper.say_alerts(bigint) from public;
