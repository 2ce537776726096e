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
  v_proves_account boolean;
  v_has_unknown_status boolean;
  v_was_put_off boolean;
  v_merges boolean;
  v_are_locked boolean;
begin
  select
    bool_or(d.is_proof and d.action not in ('leave', 'stale', 'refuse')), bool_or(not shipkeeper.is_known_status(l.order_status)),
    bool_or(l.lines is null), bool_or(l.merged_ids <> '{}'), coalesce(bool_or(d.action = 'heal' and d.reason = 'locked'), false)
  into v_proves_account, v_has_unknown_status, v_was_put_off, v_merges, v_are_locked
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l;
  if v_proves_account then
    update shipkeeper.sync_walk as w set is_account_proven = true where w.cycle_id = p_cycle and not w.is_account_proven;
  end if;
  if v_has_unknown_status then
    perform shipkeeper.note_unknown_statuses(p_cycle, p_orders);
  end if;

  -- Of a ghost that another program has, it may be at work on this row, too: nobody waits.
  perform shipkeeper.keep_seen_orders(p_cycle, case when v_are_locked then array(
    select d from unnest(p_orders) as d where d.action <> 'heal' or d.reason is distinct from 'locked'
  ) else p_orders end);
  if v_are_locked then
    perform shipkeeper.keep_locked_ghosts(p_cycle, array(
      select d from unnest(p_orders) as d where d.action = 'heal' and d.reason = 'locked'
    ));
  end if;

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
      case when (d.laid).problem is null or d.outcome = 'error' then d.reason else (d.laid).problem end as reason
    from unnest(p_orders) as d
    where d.action not in ('heal', 'cancel')
      and (d.outcome = 'error' or d.action = 'update' and ((d.laid).problem is not null or d.reason like 'duplicate SKUs, %'))
    order by (d.laid).place
  ) as r;

  delete from shipkeeper.refused_order as r
  where r.shipstation_order_id = any(array(
    select (d.laid).shipstation_order_id
    from unnest(p_orders) as d
    where d.action in ('see', 'conflict', 'heal', 'import', 'update') and (d.outcome is distinct from 'error' or d.action = 'heal')
      and (d.laid).lines is not null and (d.laid).problem is null
      and not (d.action = 'update' and coalesce(d.reason, '') like 'duplicate SKUs, %')
  ));
end
$$;
comment on function shipkeeper.note_seen_orders(bigint, shipkeeper.decided_order[]) is
'Keeps what the orders of a batch say, without anything of a person; those that could not be used, with their reason; which orders '
'were merged into them; whose number they carry. Writes: seen_order, sync_walk, refused_order, number_conflict, and what keep_seen_orders, '
'keep_locked_ghosts, note_unknown_statuses, note_merged_orders, note_conflict and refuse_order write.';
revoke all on function shipkeeper.note_seen_orders(bigint, shipkeeper.decided_order[]) from public;
