create or replace function shipkeeper.judge(
  p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[], p_locked bigint[] default null
)
returns shipkeeper.decided_order[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_full constant boolean := p_work_kind = 'sync' and exists (
    select from shipkeeper.sync_walk as w where w.cycle_id = p_cycle and w.mode = 'full'
  );
  v_is_unique constant boolean := shipkeeper.one_row_per_sku();
  v_is_paused constant boolean := exists (select from shipkeeper.pause as p where p.paused_at is not null);
  v_is_stopped constant boolean := p_orders[1].action = 'cancel' and shipkeeper.are_cancellations_stopped();
  v_settings shipkeeper.settings;
  v_judged shipkeeper.decided_order[];
begin
  select s.* into strict v_settings from shipkeeper.settings as s;

  with
  -- What is known of each order, there and here. Under the locks a new statement sees what was committed before they were had.
  known as materialized (
    select
      d.laid, l.*, d.action as asked,
      o.id as header_id, o.status, o.order_number as number_here, o.items_here, o.carrier_here, o.service_here, o.cents_here,
      o.id_here = l.shipstation_order_id as is_same_id,
      p_locked is null or o.id = any(p_locked) as is_locked,
      -- As instants: between two readings of the wall clock it may have been put forward.
      case when o.status = 'uploaded' then o.updated_at at time zone v_settings.shop_time_zone + v_settings.recently_uploaded end
        as claimed_until,
      n.headers, coalesce(d.order_inbox_id, o.id, x.id) as order_inbox_id, x.id as other_id,
      i.rows_here, i.units_here, coalesce(i.are_all_ours, false) as are_all_ours,
      exists (select from shipkeeper.ghost_header as e where e.id = o.id) as is_ghost,
      exists (select from shipkeeper.order_hold as e where e.order_inbox_id = o.id) as is_held,
      coalesce(d.order_number, g.order_number, o.order_number) as ghost_number,
      g.held_reason, g.last_outcome,
      t.modified, s.modify_date as seen_date, s.cycle_id as seen_cycle, coalesce(s.was_applied, false) as was_applied,
      coalesce(s.modify_date = t.modified and not shipkeeper.is_repeated_hour(t.modified), false) as is_unchanged,
      r.reason as refusal, m.merged_into_number as merged_into,
      shipkeeper.is_known_status(l.order_status) as is_known
    from unnest(p_orders) as d
    cross join lateral (select (d.laid).*) as l
    -- A date of tomorrow says nothing: else all that comes later would be stale.
    cross join lateral (
      select case when l.modify_date <= shipkeeper.pacific_wall(v_now) + interval '1 day' then l.modify_date end as modified
    ) as t
    cross join lateral (
      select count(*) as headers, min(h.id)::bigint as id
      from (select b.id from public.orders_inbox as b where b.shipstation_order_id = l.shipstation_order_id limit 2) as h
    ) as n
    left join lateral (
      -- Where the shop lacks one of these columns its name means the value beside it.
      select h.*
      from (values (null::text, null::text, null::integer)) as missing (shipping_carrier_code, shipping_service_code, total_amount_cents)
      cross join lateral (
        select
          b.id::bigint as id, b.order_number, b.status, b.updated_at, b.shipstation_order_id as id_here, b.total_items as items_here,
          shipping_carrier_code as carrier_here, shipping_service_code as service_here, total_amount_cents as cents_here
        from public.orders_inbox as b
        where b.id = case when d.action in ('heal', 'cancel') then d.order_inbox_id else n.id end
      ) as h
    ) as o on true
    left join lateral (
      select b.id::bigint as id from public.orders_inbox as b where n.headers = 0 and b.order_number = l.order_number
    ) as x on true
    cross join lateral (
      select
        count(*) as rows_here, case when o.id is not null then coalesce(sum(b.quantity), 0) end as units_here,
        bool_and(b.shipstation_order_item_id is not null) as are_all_ours
      from public.order_items_inbox as b
      where b.order_inbox_id = o.id
    ) as i
    left join shipkeeper.seen_order as s on s.shipstation_order_id = l.shipstation_order_id
    left join shipkeeper.refused_order as r on r.shipstation_order_id = l.shipstation_order_id
    left join shipkeeper.merged_order as m on m.shipstation_order_id = l.shipstation_order_id
    left join shipkeeper.ghost as g on g.order_inbox_id = coalesce(o.id, d.order_inbox_id)
  ),
  ruled as materialized (
    select
      k.*,
      coalesce(k.claimed_until > v_now, false) as is_claimed,
      case
        when v_is_paused then 'leave'
        when k.asked in ('heal', 'cancel') then k.asked
        when k.problem is not null then 'refuse'
        when k.lines is null then case when k.headers = 1 then 'update' else 'see' end
        -- A stale page, or one order on two pages of a walk; refused it is worked on again, of stale data it stays refused.
        when (shipkeeper.is_stale(k.modified, k.seen_date) or k.is_unchanged and k.seen_cycle = p_cycle)
          and (k.refusal is null or not k.is_unchanged) then 'stale'
        -- Held for what a page does not change, a person's word or the shop's own constraint; or looked at as it is now.
        when k.headers = 1 and k.is_ghost and (
          k.is_held or k.held_reason not in ('cancellations_stopped', 'cancelled_again')
          or k.is_unchanged and k.last_outcome in ('work_in_progress', 'error')
        ) then 'see'
        when k.headers = 1 and k.is_ghost then 'heal'
        when k.headers = 0 and k.other_id is not null then 'conflict'
        when k.headers = 0 and v_is_full then 'import'
        -- What was written in this state is the shop's to change until ShipStation's order changes.
        when k.headers = 1 and v_is_full and (not (k.is_unchanged and k.was_applied) or k.refusal = 'uploaded just now') then 'update'
        else 'see'
      end as action,
      -- What keeps a ghost from being written.
      case
        when k.header_id is null then 'order_gone'
        when not k.is_locked then 'locked'
        when not coalesce(k.is_same_id, false) then 'shipstation_id_changed'
        when k.status in ('shipped', 'cancelled') then 'closed_meanwhile'
        when k.is_held then 'held_by_operator'
        when k.rows_here > 0 then 'has_lines'
        when k.headers > 1 then 'shared_id'
      end as obstacle,
      k.order_number ~ v_settings.import_order_number_pattern
      and k.lines <> '{}'
      and k.merged_into is null
      and not exists (select from unnest(p_orders) as e where (e.laid).place < k.place and k.shipstation_order_id = any((e.laid).merged_ids))
        as is_wanted,
      k.asked = 'cancel' and exists (
        select from shipkeeper.cancellation as e
        where e.order_inbox_id = k.header_id and e.reason in ('not_found', 'merged') and e.undone_at is not null
      ) as was_undone
    from known as k
  ),
  compared as materialized (
    select
      r.*, u.lines_differ, v.new_status, v.new_items,
      (r.carrier_here, r.service_here, r.cents_here) is distinct from (
        coalesce(r.carrier_code, r.carrier_here), coalesce(r.service_code, r.service_here), coalesce(r.total_amount_cents, r.cents_here)
      ) as rest_differs,
      (r.status, r.items_here) is distinct from (coalesce(v.new_status, r.status), coalesce(v.new_items, r.items_here)) as status_differs,
      -- Of a ghost on a page mode full writes the rest, too; but not beside the uploader.
      v_is_full and r.action = 'heal' and r.lines <> '{}' and (r.is_known or not r.is_claimed) as heals_all
    from ruled as r
    cross join lateral (
      -- Only lines that all came from ShipStation, of an open order, and never to none.
      select coalesce(
        r.action = 'update' and r.status not in ('shipped', 'cancelled') and r.lines <> '{}' and r.are_all_ours
        and not (r.repeats_sku and v_is_unique) and exists (
          select
          from (select b.* from public.order_items_inbox as b where b.order_inbox_id = r.header_id) as b
          full join unnest(r.lines) as l on l.order_item_id = b.shipstation_order_item_id
          where (b.shipstation_order_item_id, b.sku, b.sku_lot, b.quantity, b.unit_price_cents)
            is distinct from (l.order_item_id, l.sku, l.sku_lot, l.quantity, l.unit_price_cents)
        ), false
      ) as lines_differ
      -- Looked for once, however often it is used.
      offset 0
    ) as u
    cross join lateral (
      select
        case when r.is_known then r.order_status end as new_status,
        case when u.lines_differ or r.action in ('heal', 'import') then r.units when r.rows_here > 0 then r.units_here end as new_items
    ) as v
  ),
  decided as materialized (
    select
      c.*,
      c.rest_differs or c.status_differs as header_differs,
      case
        when c.action in ('leave', 'stale', 'see', 'conflict') then null
        when c.action = 'refuse' or c.problem is not null then 'error'
        -- A ghost
        when c.action in ('heal', 'cancel') and c.obstacle is not null then 'skipped'
        -- and a 404.
        when c.action = 'cancel' and c.is_claimed then 'work_in_progress'
        when c.action = 'cancel' and c.was_undone then 'held'
        when c.action = 'cancel' and c.merged_into is null and v_is_stopped then 'held'
        when c.action = 'cancel' then 'cancelled'
        -- A ghost and its order.
        when c.action = 'heal' and c.repeats_sku and v_is_unique then 'held'
        when c.action = 'heal' and c.lines = '{}' and c.order_status not in ('shipped', 'cancelled') then 'work_in_progress'
        -- With lines and this status the shop's uploader would make the order a second time.
        when c.action = 'heal' and not c.is_known and c.status in ('pending', 'failed') then 'error'
        when c.action = 'heal' and c.order_status = 'cancelled' then 'cancelled'
        when c.action = 'heal' and c.lines = '{}' then 'skipped'
        when c.action = 'heal' then 'backfilled'
        -- An order that is new.
        when c.action = 'import' and c.header_problem is not null then 'error'
        when c.action = 'import' and not coalesce(c.is_wanted, false) then null
        when c.action = 'import' and not c.is_known then 'error'
        when c.action = 'import' and c.repeats_sku and v_is_unique then 'error'
        when c.action = 'import' and c.header is null then 'error'
        when c.action = 'import' then 'imported'
        -- An order that is known.
        when c.is_held or c.status in ('pending', 'failed') then null
        when c.is_claimed then case when c.lines_differ then 'error' end
        when c.lines_differ and not c.is_locked then 'error'
        when c.is_locked and (c.lines_differ or c.rest_differs or c.status_differs) then 'updated'
      end as outcome,
      case
        when c.action in ('leave', 'stale', 'see', 'conflict') then null
        when c.action = 'refuse' or c.problem is not null then c.problem
        when c.action in ('heal', 'cancel') and c.obstacle is not null then c.obstacle
        when c.action = 'cancel' and c.is_claimed then 'recently_uploaded'
        when c.action = 'cancel' and c.was_undone then 'cancelled_again'
        when c.action = 'cancel' and c.merged_into is null and v_is_stopped then 'cancellations_stopped'
        when c.action = 'cancel' then case when c.merged_into is null then 'not_found' else 'merged' end
        when c.action = 'heal' and c.repeats_sku and v_is_unique then 'duplicate_sku'
        when c.action = 'heal' and c.lines = '{}' and c.order_status not in ('shipped', 'cancelled') then null
        when c.action = 'heal' and not c.is_known and c.status in ('pending', 'failed') then 'unknown status in ShipStation'
        when c.action = 'heal' and c.order_status = 'cancelled' then 'cancelled_in_shipstation'
        when c.action = 'heal' and c.lines = '{}' then 'shipped_without_items'
        when c.action = 'heal' and not c.is_known then 'unknown_status_left'
        when c.action = 'import' and c.header_problem is not null then c.header_problem
        when c.action = 'import' and not coalesce(c.is_wanted, false) then null
        when c.action = 'import' and not c.is_known then 'unknown status in ShipStation'
        when c.action = 'import' and c.repeats_sku and v_is_unique then 'duplicate SKUs, which the shop''s constraint does not hold'
        when c.action = 'import' and c.header is null then 'locked'
        when c.action = 'import' or c.is_held or c.status in ('pending', 'failed') then null
        when c.is_claimed then case when c.lines_differ then 'uploaded just now' end
        when c.lines_differ and not c.is_locked then 'locked'
        when c.lines_differ then 'lines'
      end as reason
    from compared as c
  )
  select array_agg(
    (
      d.laid, d.order_inbox_id, case when d.action in ('heal', 'cancel') then d.ghost_number else d.order_number end, d.modified, d.action,
      d.outcome, d.reason, w.writes_lines, w.writes_header, d.status,
      case when d.action = 'cancel' then 'cancelled' else d.new_status end,
      case when w.writes_rest then d.carrier_code end, case when w.writes_rest then d.service_code end,
      case when w.writes_rest then d.total_amount_cents end, case when d.action <> 'cancel' then d.new_items end,
      case when w.writes_lines then d.units else d.units_here end,
      case d.action
        when 'heal' then w.writes_header and d.heals_all
        when 'import' then w.writes_lines
        when 'update' then not d.is_held and d.status not in ('pending', 'failed') and not d.is_claimed and (d.is_locked or not d.header_differs)
          and d.outcome is distinct from 'error'
        else false
      end,
      case
        when d.action = 'heal' and v_is_full and w.writes_lines and not d.heals_all then d.claimed_until
        when d.action <> 'update' or d.status in ('pending', 'failed') or d.outcome in ('error', 'updated') and not d.is_claimed then null
        when d.is_held then v_now + interval '1 hour'
        when d.is_claimed then d.claimed_until
        when d.header_differs then v_now + interval '1 minute'
      end,
      coalesce(d.headers = 1 and d.number_here = d.order_number, false), d.merged_into
    )::shipkeeper.decided_order
    order by d.place
  )
  into v_judged
  from decided as d
  cross join lateral (
    select
      coalesce(d.outcome in ('backfilled', 'imported') or d.outcome = 'cancelled' and d.action = 'heal'
        or d.outcome = 'updated' and d.lines_differ, false) as writes_lines,
      coalesce(d.outcome in ('backfilled', 'imported', 'cancelled') or d.reason = 'shipped_without_items'
        or d.outcome = 'updated' and d.header_differs, false) as writes_header,
      d.rest_differs and (d.action = 'update' or d.heals_all) as writes_rest
  ) as w;
  return v_judged;
end
$$;
comment on function shipkeeper.judge(bigint, text, shipkeeper.decided_order[], bigint[]) is
'What is to be done with each order of a batch, its outcome and the reason: all rules of ghosts and of the sync. Nothing is locked and '
'nothing written; so it is asked twice, without p_locked at first, then with the headers that are locked by now. What comes in is laid '
'out, with its action where it is a ghost that was asked for (heal, cancel). Calls: ghost_header, is_stale, are_cancellations_stopped.';
revoke all on function shipkeeper.judge(bigint, text, shipkeeper.decided_order[], bigint[]) from public;
