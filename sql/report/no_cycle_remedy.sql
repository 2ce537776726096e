create or replace function shipkeeper_report.no_cycle_remedy()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_last shipkeeper.cycle;
  v_problem constant text := shipkeeper.switch_problem();
begin
  if v_problem is not null then
    return format('No cycle starts: %s.', v_problem);
  elsif exists (select from shipkeeper.pause as p where p.paused_at is not null) then
    return 'It is paused: select shipkeeper_operator.resume(''why'').';
  elsif shipkeeper.paused_by_shop() then
    return 'The shop''s switch for jobs turns it off: update public.workflow_controls set enabled = true where workflow_name = ''shipkeeper''.';
  end if;
  select c.* into v_last from shipkeeper.cycle as c where c.kind = 'run' and c.started_at <= clock_timestamp() order by c.cycle_id desc limit 1;
  return case
    when v_last.cycle_id is null then 'No run has begun yet: start the timer; the log of the runner says what keeps a run from beginning.'
    when v_last.ended_at is null and exists (
      select from shipkeeper.lease as l where l.cycle_id = v_last.cycle_id and l.expires_at > clock_timestamp()
    ) then format(
      'The run that began at %s is still at work: wait for its end; where each takes so long, lower cycle_budget, or raise alert_after.',
      to_char(v_last.started_at, 'YYYY-MM-DD HH24:MI')
    )
    when v_last.started_at < clock_timestamp() - (select s.alert_after from shipkeeper.settings as s) then format(
      'No run has begun since %s: look at the timer; the log of the runner says what keeps a run from beginning.',
      to_char(v_last.started_at, 'YYYY-MM-DD HH24:MI')
    )
    when v_last.outcome = 'rate_limited' then
      'Each run ends at ShipStation''s limit of requests: find out which other program of the shop uses it up (shipkeeper_report.requests).'
    when v_last.outcome = 'api_unavailable' then
      'ShipStation does not answer, or not usably: see shipkeeper_report.requests for what came, ShipStation''s status page, and whether '
      'this host reaches it.'
    when v_last.stop_reason = 'stopped' then
      'Each run is stopped from outside before it ends: see in the log of the system who stops it, and give its service more time.'
    when v_last.outcome = 'abandoned' then
      'The runner vanishes in the middle of a run: see in the log of the system whether it is killed, as for want of memory.'
    when v_last.outcome = 'failed' then
      'The database fails in the middle of a run: the log of the runner has the code of the failure, that of PostgreSQL the words.'
  end;
end
$$;
comment on function shipkeeper_report.no_cycle_remedy() is
'What to do when no run comes to its end, by what keeps it from that now: the shop''s switch, a pause, no run that begins, or how the '
'last one ended. Null: none of these. Writes: nothing.';
revoke all on function shipkeeper_report.no_cycle_remedy() from public;
