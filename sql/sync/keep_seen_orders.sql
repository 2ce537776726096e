create or replace function shipkeeper.keep_seen_orders(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_full constant boolean := (select s.sync_mode = 'full' from shipkeeper.settings as s);
begin
  insert into shipkeeper.seen_order as s (
    shipstation_order_id, order_number, order_status, modify_date, carrier_code, service_code, total_amount_cents,
    units, units_here, lines_digest, parent_id, seen_at, cycle_id, was_applied, apply_at
  )
  select
    l.shipstation_order_id, left(coalesce(l.order_number, ''), 200), l.order_status, d.modify_date, l.carrier_code, l.service_code,
    l.total_amount_cents, l.units, d.units_here, l.lines_digest, l.parent_id, v_now, p_cycle,
    coalesce(d.was_applied, false) or coalesce(c.counts and k.was_applied, false),
    coalesce(d.apply_at, case
      -- Whoever kept it from being healed may fill it himself: the rest of what was shown is written then.
      when d.action = 'heal' and d.outcome = 'skipped' and not d.writes_header and v_is_full then v_now + interval '1 minute'
      when c.counts and d.action <> 'update' then k.apply_at
    end)
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l
  left join lateral (select e.* from shipkeeper.seen_order as e where e.shipstation_order_id = l.shipstation_order_id offset 0) as k on true
  -- What is known of this very state goes on to count.
  cross join lateral (
    select k.modify_date is not distinct from d.modify_date and k.order_status = l.order_status and (k.lines_digest = l.lines_digest) is not false as counts
  ) as c
  -- Of a ghost that was asked for the answer may be unusable.
  where d.action in ('see', 'conflict', 'heal', 'import', 'update') and l.lines is not null and l.problem is null
  on conflict (shipstation_order_id) do update
    set
      order_number = excluded.order_number,
      order_status = excluded.order_status,
      modify_date = excluded.modify_date,
      carrier_code = excluded.carrier_code,
      service_code = excluded.service_code,
      total_amount_cents = excluded.total_amount_cents,
      units = excluded.units,
      units_here = excluded.units_here,
      lines_digest = excluded.lines_digest,
      parent_id = excluded.parent_id,
      seen_at = excluded.seen_at,
      cycle_id = excluded.cycle_id,
      was_applied = excluded.was_applied,
      apply_at = excluded.apply_at
    -- A ghost is healed from what it is asked for, whatever was seen before.
    where not shipkeeper.is_stale(excluded.modify_date, s.modify_date);
end
$$;
comment on function shipkeeper.keep_seen_orders(bigint, shipkeeper.decided_order[]) is
'Keeps what the orders of a batch say, of each the newest; in mode full also when the rest of a ghost is written that was not healed '
'because of what somebody else has done or is doing. Writes: seen_order.';
revoke all on function shipkeeper.keep_seen_orders(bigint, shipkeeper.decided_order[]) from public;
