create or replace function shipkeeper.say_alerts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_alerts record;
begin
  -- In a well shop the view need not be asked.
  if not exists (select from shipkeeper.alert as a where a.ended_at is null)
    and not exists (select from shipkeeper.progress as g where g.problem is not null)
  then
    return;
  end if;
  select
    sum(k.cases) filter (where k.severity = 'critical') as critical,
    string_agg(format('%s %s', k.cases, k.alert), ', ' order by k.severity, k.alert) as kinds
  into strict v_alerts
  from (
    select a.severity, a.alert, sum(a.cases) as cases
    from shipkeeper_report.alerts as a
    -- This run has ended: how, its outcome says.
    where a.alert <> 'no_cycle'
    group by a.severity, a.alert
  ) as k;
  if v_alerts.kinds is not null then
    perform shipkeeper.say(p_cycle, case when v_alerts.critical > 0 then 'critical' else 'warning' end, format(
      '%s need a person: %s - see shipkeeper_report.alerts', case when v_alerts.critical > 0 then '🚨 CRITICAL: these' else '⚠️ These' end,
      v_alerts.kinds
    ));
  end if;
end
$$;
comment on function shipkeeper.say_alerts(bigint) is
'The last sentence of a run: what needs a person, how many of each kind; nothing where nothing does. Writes: message.';
revoke all on function shipkeeper.say_alerts(bigint) from public;
