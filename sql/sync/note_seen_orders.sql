create or replace function shipkeeper.note_seen_orders(p_cycle bigint, p_orders shipkeeper.decided_order[])
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
  v_proves_account boolean;
  v_has_unknown_status boolean;
  v_was_put_off boolean;
  v_merges boolean;
begin
  select
    bool_or(d.is_proof and d.action not in ('leave', 'stale', 'refuse')), bool_or(not shipkeeper.is_known_status(l.order_status)),
    bool_or(l.lines is null), bool_or(l.merged_ids <> '{}')
  into v_proves_account, v_has_unknown_status, v_was_put_off, v_merges
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l;
  if v_proves_account then
    update shipkeeper.sync_walk as w set is_account_proven = true where w.cycle_id = p_cycle and not w.is_account_proven;
  end if;
  if v_has_unknown_status then
    perform shipkeeper.note_unknown_statuses(p_cycle, p_orders);
  end if;

  insert into shipkeeper.seen_order as s (
    shipstation_order_id, order_number, order_status, modify_date, carrier_code, service_code, total_amount_cents,
    units, units_here, lines_digest, parent_id, seen_at, cycle_id, was_applied, apply_at
  )
  select
    l.shipstation_order_id, left(coalesce(l.order_number, ''), 200), l.order_status, d.modify_date, l.carrier_code, l.service_code,
    l.total_amount_cents, l.units, d.units_here, l.lines_digest, l.parent_id, v_now, p_cycle,
    coalesce(d.was_applied, false) or coalesce(c.counts and k.was_applied, false),
    coalesce(d.apply_at, case when c.counts and d.action <> 'update' then k.apply_at end)
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l
  left join lateral (select e.* from shipkeeper.seen_order as e where e.shipstation_order_id = l.shipstation_order_id offset 0) as k on true
  -- What is known of this very state goes on to count.
  cross join lateral (
    select k.modify_date = d.modify_date and k.order_status = l.order_status and (k.lines_digest = l.lines_digest) is not false as counts
  ) as c
  -- Of a ghost that was asked for the answer may be unusable. Of one that another program has, it may be at work on this row, too: nobody waits.
  where d.action in ('see', 'conflict', 'heal', 'import', 'update') and l.lines is not null and l.problem is null
    and (d.action <> 'heal' or d.reason is distinct from 'locked')
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

  if v_was_put_off then
    -- What was put off, and came from there.
    update shipkeeper.seen_order as s
    set was_applied = s.was_applied or d.was_applied, apply_at = d.apply_at
    from unnest(p_orders) as d
    where (d.laid).lines is null
      -- A ghost was asked for itself, or not at all.
      and d.action not in ('leave', 'heal', 'cancel')
      and s.shipstation_order_id = (d.laid).shipstation_order_id
      -- By the index, whenever the plan was made.
      and s.shipstation_order_id = any(array(select (e.laid).shipstation_order_id from unnest(p_orders) as e));
  end if;

  if v_merges or exists (
    select from shipkeeper.merged_order as m where m.merged_into = any(array(select (d.laid).shipstation_order_id from unnest(p_orders) as d))
  ) then
    perform shipkeeper.note_merged_orders(p_orders);
  end if;
  -- What came in, was linked or has another number by now is none any more.
  delete from shipkeeper.number_conflict as c
  where c.shipstation_order_id = any(array(
    select (d.laid).shipstation_order_id
    from unnest(p_orders) as d
    where d.action in ('see', 'heal', 'import', 'update') and d.outcome is distinct from 'error' and (d.laid).lines is not null
      and (d.laid).problem is null
  ))
    -- A round sees each order. With that number it is one still; start_walk looks what its header has become.
    and not exists (
      select
      from unnest(p_orders) as s
      where s.action = 'see' and (s.laid).shipstation_order_id = c.shipstation_order_id and (s.laid).order_number = c.order_number
    );
  perform shipkeeper.note_conflict(p_cycle, d.order_inbox_id, d.laid)
  from (select * from unnest(p_orders) as d where d.action = 'conflict') as d;
  perform shipkeeper.refuse_order(p_cycle, r.request_id, r.id, r.number, r.reason)
  from (
    select (d.laid).request_id, (d.laid).shipstation_order_id as id, (d.laid).order_number as number,
      case when d.outcome = 'error' then d.reason else (d.laid).problem end as reason
    from unnest(p_orders) as d
    where d.action not in ('heal', 'cancel') and (d.outcome = 'error' or d.action = 'update' and (d.laid).problem is not null)
    order by (d.laid).place
  ) as r;

  delete from shipkeeper.refused_order as r
  where r.shipstation_order_id = any(array(
    select (d.laid).shipstation_order_id
    from unnest(p_orders) as d
    where d.action in ('see', 'conflict', 'heal', 'import', 'update') and (d.outcome is distinct from 'error' or d.action = 'heal')
      and (d.laid).lines is not null and (d.laid).problem is null
  ));
end
$$;
comment on function shipkeeper.note_seen_orders(bigint, shipkeeper.decided_order[]) is
'Keeps what the orders of a batch say, without anything of a person; those that could not be used, with their reason; which orders '
'were merged into them; whose number they carry. Writes: seen_order, sync_walk, refused_order, number_conflict, and what '
'note_merged_orders, note_conflict and refuse_order write.';
revoke all on function shipkeeper.note_seen_orders(bigint, shipkeeper.decided_order[]) from public;
