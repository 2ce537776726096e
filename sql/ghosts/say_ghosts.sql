create or replace function shipkeeper.say_ghosts(p_cycle bigint, p_ghosts shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $$
begin
  perform shipkeeper.say_each(p_cycle, array(
    select row(
      w.level, w.words, case d.outcome when 'held' then 'held_orders' else 'order_outcomes' end, array[n.number, w.more]
    )::shipkeeper.sentence
    from unnest(p_ghosts) as d
    cross join lateral (select shipkeeper.printable(d.order_number) as number) as n
    cross join lateral (
      select 'error' as level, '❌ Error backfilling order %s: %s' as words, d.reason as more where d.outcome = 'error'
      union all
      select 'critical', '🚨 CRITICAL: Order %s has duplicate SKUs - constraint violation risk!', null where d.reason = 'duplicate_sku'
      union all
      select 'warning', '⚠️ Order %s has 0 items in ShipStation - may be work-in-progress', null
      where d.outcome = 'work_in_progress' and d.reason is null
      union all
      select 'warning', s.words, coalesce(d.open_as, shipkeeper.printable(d.merged_into))
      from (
        values
        ('cancelled_in_shipstation', '⚠️ Order %s is cancelled in ShipStation - marked as cancelled'),
        ('shipped_without_items', '⚠️ Order %s was shipped in ShipStation with 0 items - marked as shipped'),
        ('recently_uploaded', '⚠️ Order %s not found in ShipStation (404) - uploaded just now, asked again later'),
        ('cancelled_again', '⚠️ Order %s not found in ShipStation (404) - held: its cancellation was undone before'),
        ('cancellations_stopped', '⚠️ Order %s not found in ShipStation (404) - held: cancellations are stopped'),
        ('not_found', '⚠️ Order %s not found in ShipStation (404) - marked as cancelled'),
        ('open_under_another_id', '⚠️ Order %s not found in ShipStation (404), which has an open order of its number (id %s) - held'),
        ('merged', '⚠️ Order %s not found in ShipStation (404): merged into order %s - marked as cancelled'),
        ('invalid_id', '⚠️ Order %s has a ShipStation id that is no id - held until it is mended'),
        ('duplicate_id', '⚠️ Order %s shares its ShipStation id with another order - held until one of them is mended')
      ) as s (reason, words)
      where s.reason = d.reason and d.outcome <> 'error'
      union all
      select 'info', '✅ Backfilled order %s: %s', format(
        '%s items (SKU %s%s), status: %s', (d.laid).units, string_agg(shipkeeper.printable(k.sku), ', ' order by k.place) filter (where k.turn <= 5),
        case when count(*) > 5 then ', …' else '' end, coalesce(d.status, d.old_status)
      )
      from (
        select l.sku, min(l.place) as place, row_number() over (order by min(l.place)) as turn from unnest((d.laid).lines) as l group by l.sku
      ) as k
      where d.outcome = 'backfilled'
      having d.outcome = 'backfilled'
      union all
      select 'warning', '⚠️ Order %s has an unknown status in ShipStation (%s) - its status here is left', shipkeeper.printable((d.laid).order_status, 30)
      where d.reason = 'unknown_status_left'
    ) as w
    order by (d.laid).place
  ));
end
$$;
comment on function shipkeeper.say_ghosts(bigint, shipkeeper.decided_order[]) is
'Says what became of ghosts. Writes: what say_each writes.';
revoke all on function shipkeeper.say_ghosts(bigint, shipkeeper.decided_order[]) from public;
