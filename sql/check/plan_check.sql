create or replace function shipkeeper.plan_check(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from shipkeeper.request as r where r.cycle_id = p_cycle) then
    return 'nothing';
  elsif not p_may_send then
    return 'more';
  end if;

  perform shipkeeper.say(p_cycle, 'info', format(
    '✅ Database: schema %s, protocol %s, the shop''s time zone is %s',
    (select m.name from shipkeeper.migration as m order by m.name desc limit 1),
    shipkeeper.protocol_version(),
    (select s.shop_time_zone from shipkeeper.settings as s)
  ));
  perform shipkeeper.say_state(p_cycle);
  if exists (select from shipkeeper.cancellation_stop as s where s.stopped_at is not null) then
    perform shipkeeper.say(
      p_cycle, 'warning',
      '⚠️ Cancellations are stopped: look at shipkeeper_report.alerts, then call shipkeeper_operator.resume_cancellations'
    );
  end if;
  if shipkeeper.pause_reason() is not null then
    perform shipkeeper.say(
      p_cycle, 'warning', format('⚠️ Shipkeeper is paused (%s)', shipkeeper.pause_reason())
    );
  end if;
  perform shipkeeper.put_request(
    p_cycle, 'check', 'GET', '/orders?pageSize=1&page=1', (select s.order_timeout_seconds from shipkeeper.settings as s)
  );
  return 'again';
end
$$;
comment on function shipkeeper.plan_check(bigint, boolean) is
'What a check asks for: one list of one order, to see whether the API and the credentials work; says the state of the database '
'first. Returns again, more or nothing, as every planner. Writes: request, message.';
revoke all on function shipkeeper.plan_check(bigint, boolean) from public;
