create or replace function shipkeeper.say_ghosts(p_cycle bigint, p_ghosts shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
begin
  perform shipkeeper.say_each(p_cycle, array(
    select row(
      w.level, w.words, case d.outcome when 'held' then 'held_orders' else 'order_outcomes' end, array[n.number, w.more]
    )::shipkeeper.sentence
    from unnest(p_ghosts) as d
    cross join lateral (select shipkeeper.printable(d.order_number) as number) as n
    cross join lateral (
      select
        case when d.outcome = 'error' then 'error' when d.outcome = 'backfilled' then 'info' when d.reason = 'duplicate_sku' then 'critical' else 'warning' end
          as level,
        case
          when d.outcome = 'error' then '❌ Error backfilling order %s: %s'
          when d.outcome = 'backfilled' then '✅ Backfilled order %s: %s'
          when d.outcome = 'work_in_progress' and d.reason is null then '⚠️ Order %s has 0 items in ShipStation - may be work-in-progress'
          else case d.reason
            when 'duplicate_sku' then '🚨 CRITICAL: Order %s has duplicate SKUs - constraint violation risk!'
            when 'cancelled_in_shipstation' then '⚠️ Order %s is cancelled in ShipStation - marked as cancelled'
            when 'shipped_without_items' then '⚠️ Order %s was shipped in ShipStation with 0 items - marked as shipped'
            when 'recently_uploaded' then '⚠️ Order %s not found in ShipStation (404) - uploaded just now, asked again later'
            when 'cancelled_again' then '⚠️ Order %s not found in ShipStation (404) - held: its cancellation was undone before'
            when 'cancellations_stopped' then '⚠️ Order %s not found in ShipStation (404) - held: cancellations are stopped'
            when 'not_found' then '⚠️ Order %s not found in ShipStation (404) - marked as cancelled'
            when 'open_under_another_id' then '⚠️ Order %s not found in ShipStation (404), which has an open order of its number (id %s) - held'
            when 'merged' then '⚠️ Order %s not found in ShipStation (404): merged into order %s - marked as cancelled'
            when 'invalid_id' then '⚠️ Order %s has a ShipStation id that is no id - held until it is mended'
            when 'duplicate_id' then '⚠️ Order %s shares its ShipStation id with another order - held until one of them is mended'
          end
        end as words,
        case d.outcome
          when 'error' then d.reason
          when 'backfilled' then (
            select format(
              '%s items (SKU %s%s), status: %s', (d.laid).units, string_agg(shipkeeper.printable(k.sku), ', ' order by k.place) filter (where k.turn <= 5),
              case when count(*) > 5 then ', …' else '' end, coalesce(d.status, d.old_status)
            )
            from (
              select l.sku, min(l.place) as place, row_number() over (order by min(l.place)) as turn from unnest((d.laid).lines) as l group by l.sku
            ) as k
          )
          else coalesce(d.open_as, shipkeeper.printable(d.merged_into))
        end as more
      union all
      select 'warning', '⚠️ Order %s has an unknown status in ShipStation (%s) - its status here is left', shipkeeper.printable((d.laid).order_status, 30)
      where d.reason = 'unknown_status_left'
    ) as w
    -- One by one, as settle_ghosts does.
    left join lateral (
      select h.last_outcome, h.last_reason from shipkeeper.ghost as h where h.order_inbox_id = d.order_inbox_id offset 0
    ) as g on true
    left join lateral (select q.verdict from shipkeeper.request as q where q.request_id = (d.laid).request_id offset 0) as r on true
    where w.words is not null
      -- What fails for the API's sake report_ghosts says, unless it is down; what comes out as before is said already.
      and (d.outcome <> 'error' or r.verdict is distinct from 'api_failure')
      and (d.outcome not in ('error', 'work_in_progress') or (g.last_outcome, g.last_reason) is distinct from (d.outcome, d.reason))
    order by (d.laid).place
  ));
end
$$;
comment on function shipkeeper.say_ghosts(bigint, shipkeeper.decided_order[]) is
'Says what became of ghosts, before it is kept of them: of one that fails again, or still has no lines, once. '
'Writes: what say_each writes.';
revoke all on function shipkeeper.say_ghosts(bigint, shipkeeper.decided_order[]) from public;
