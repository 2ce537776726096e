create or replace function shipkeeper.say_state(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_state record;
begin
  select
    s.sync_mode, s.lot_mode, s.shop_time_zone, s.api_key_expires_on, c.writes_allowed, p.reached_at,
    s.api_key_expires_on <= current_date + 14 as is_key_old,
    coalesce(extract(day from v_now - a.changed_at)::text, '?') as said_days_ago
  into strict v_state
  from shipkeeper.settings as s
  join shipkeeper.cycle as c on c.cycle_id = p_cycle
  left join shipkeeper.progress as p on p.work_kind = 'sync'
  left join lateral (
    select b.changed_at
    from shipkeeper.audit as b
    where b.subject = 'setting' and b.object = 'api_key_expires_on'
    order by b.audit_id desc
    limit 1
  ) as a on true;

  perform shipkeeper.say(p_cycle, 'info', format(
    '✅ Modes: sync_mode is %s, lot_mode is %s, this runner %s', v_state.sync_mode, v_state.lot_mode,
    case when v_state.writes_allowed then 'may write to ShipStation' else 'may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)' end
  ));
  perform shipkeeper.say(p_cycle, 'info', case
    when v_state.reached_at is null then '✅ Sync: no run has read yet what changed in ShipStation'
    else format(
      '✅ Sync: what changed in ShipStation is read up to %s, %s minutes ago',
      to_char(v_state.reached_at at time zone v_state.shop_time_zone, 'YYYY-MM-DD HH24:MI'),
      round(extract(epoch from v_now - v_state.reached_at) / 60)
    )
  end);
  perform shipkeeper.say(p_cycle, case when v_state.is_key_old then 'warning' else 'info' end, case
    when v_state.api_key_expires_on = 'infinity'
      then '✅ API key: when it expires nobody has said (setting api_key_expires_on)'
    else format(
      '%s API key: expires on %s, in %s days, as was said %s days ago', case when v_state.is_key_old then '⚠️' else '✅' end,
      v_state.api_key_expires_on, v_state.api_key_expires_on - current_date, v_state.said_days_ago
    )
  end);
end
$$;
comment on function shipkeeper.say_state(bigint) is
'Says for a check what the runs may write, up to when the sync has read, and when the key of the API expires and since when that is said. '
'Writes: message.';
revoke all on function shipkeeper.say_state(bigint) from public;
