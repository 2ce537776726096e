create or replace function shipkeeper.judge(
  p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[], p_locked bigint[] default null
)
returns shipkeeper.decided_order[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_judged shipkeeper.decided_order[];
begin
  -- Each step is worked out once (offset 0), however often the next ones use it.
  select array_agg(
    (
      k.laid, k.order_inbox_id, case when r.action in ('heal', 'cancel') or k.number_differs then k.ghost_number else (k.laid).order_number end,
      k.modify_date, r.action, d.outcome, d.reason, w.writes_lines, w.writes_header, k.status,
      case when r.action = 'cancel' then 'cancelled' else v.status end,
      case when w.writes_rest then (k.laid).carrier_code end, case when w.writes_rest then (k.laid).service_code end,
      case when w.writes_rest then (k.laid).total_amount_cents end, case when r.action <> 'cancel' then v.items end,
      case when w.writes_lines then (k.laid).units else k.units_here end,
      case r.action
        when 'heal' then w.writes_header and r.heals_all
        when 'import' then w.writes_lines
        when 'update' then k.is_full and not k.is_held and k.status not in ('pending', 'failed') and not k.is_claimed and (k.is_locked or not v.differ)
          and coalesce(d.outcome, '') not in ('error', 'held')
        else false
      end,
      case
        when r.action = 'heal' and k.is_full and w.writes_lines and not r.heals_all then k.claimed_until
        -- Alone its status would close it without lines.
        when r.action = 'see' and k.is_full and k.headers = 1 and k.is_empty and (k.has_lines is null or not k.is_ghost)
          then v_now + interval '1 minute'
        when r.action <> 'update' or not k.is_full or k.status in ('pending', 'failed') or d.outcome in ('error', 'updated') and not k.is_claimed then null
        when k.is_held or d.outcome = 'held' then v_now + interval '1 hour'
        when k.is_claimed then k.claimed_until
        when v.differ then v_now + interval '1 minute'
      end,
      k.is_same_number, k.merged_into, k.open_as
    )::shipkeeper.decided_order
    order by (k.laid).place
  )
  into v_judged
  from shipkeeper.look_up_orders(p_cycle, p_work_kind, p_orders, p_locked) as k
  cross join lateral (
    select
      shipkeeper.choose_action(k) as action, shipkeeper.find_obstacle(k) as obstacle,
      -- Of a ghost on a page mode full writes the rest, too; but not beside the uploader.
      k.is_full and (k.has_lines or k.order_status in ('shipped', 'cancelled')) and (k.is_known_status or not k.is_claimed) as heals_all
    offset 0
  ) as r
  cross join lateral (
    -- Only lines that all came from ShipStation, of an order that is open or becomes so, and never to none.
    select coalesce(
      r.action = 'update' and k.is_full and k.has_lines and k.are_all_ours and not k.breaks_sku_rule
      and (
        k.status not in ('shipped', 'cancelled') or k.is_known_status and k.order_status not in ('shipped', 'cancelled')
        or k.given_back is not null
      )
      and exists (
        select
        from (select b.* from public.order_items_inbox as b where b.order_inbox_id = k.header_id) as b
        full join unnest((k.laid).lines) as l on l.order_item_id = b.shipstation_order_item_id
        where (b.shipstation_order_item_id, b.sku, b.sku_lot, b.quantity, b.unit_price_cents)
          is distinct from (l.order_item_id, l.sku, l.sku_lot, l.quantity, l.unit_price_cents)
      ), false
    ) as differ
    offset 0
  ) as l
  cross join lateral (
    select
      s.*, k.rest_differs or (k.status, k.total_items) is distinct from (coalesce(s.status, k.status), coalesce(s.items, k.total_items)) as differ
    from (
      select
        case when k.is_known_status and (k.is_full or r.action <> 'update') then k.order_status else k.given_back end as status,
        case when l.differ or r.action in ('heal', 'import') then (k.laid).units when k.lines_here > 0 then k.units_here end as items
    ) as s
    offset 0
  ) as v
  cross join lateral (
    select
      shipkeeper.choose_outcome(k, r.action, r.obstacle, l.differ, v.differ) as outcome,
      shipkeeper.choose_reason(k, r.action, r.obstacle, l.differ) as reason
    offset 0
  ) as d
  cross join lateral (
    select
      coalesce(d.outcome in ('backfilled', 'imported') or d.outcome = 'cancelled' and r.action = 'heal'
        or d.outcome = 'updated' and l.differ, false) as writes_lines,
      coalesce(d.outcome in ('backfilled', 'imported', 'cancelled') or d.reason = 'shipped_without_items'
        or d.outcome = 'updated' and v.differ, false) as writes_header
    offset 0
  ) as h
  cross join lateral (
    -- Of a ghost that is held or refused nothing is.
    select h.*, k.rest_differs and (r.action = 'update' and k.is_full or r.action = 'heal' and r.heals_all and h.writes_header) as writes_rest
    offset 0
  ) as w;
  return v_judged;
end
$$;
comment on function shipkeeper.judge(bigint, text, shipkeeper.decided_order[], bigint[]) is
'What is to be done with each order of a batch, its outcome and the reason, and what is to be written then. Nothing is locked and '
'nothing written; so it is asked twice, without p_locked at first, then with the headers that are locked by now. What comes in is laid '
'out, with its action where it is a ghost that was asked for (heal, cancel). '
'Calls: look_up_orders, choose_action, find_obstacle, choose_outcome, choose_reason.';
revoke all on function shipkeeper.judge(bigint, text, shipkeeper.decided_order[], bigint[]) from public;
