create or replace function shipkeeper.brake_lot_updates(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if (
    select count(*) from shipkeeper.lot_review as r
    where r.outcome = 'mismatch' and r.closed_at > clock_timestamp() - interval '24 hours'
  ) < 2 then
    return;
  end if;
  perform set_config('shipkeeper.reason', 'two mismatches in 24 hours', true);
  update shipkeeper.settings set lot_mode = 'approval' where lot_mode = 'automatic';
  if found then
    perform shipkeeper.say(
      p_cycle, 'critical', '🚨 CRITICAL: two lot updates in 24 hours ended otherwise than sent - lot_mode is approval from now on'
    );
  end if;
  perform set_config('shipkeeper.reason', '', true);
end
$$;
comment on function shipkeeper.brake_lot_updates(bigint) is
'After the second mismatch in 24 hours lot updates are no longer automatic. Writes: settings, audit, message.';
revoke all on function shipkeeper.brake_lot_updates(bigint) from public;
