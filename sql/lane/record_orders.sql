create or replace function shipkeeper.record_orders(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  v_ghosts shipkeeper.decided_order[];
  v_repeating shipkeeper.laid_order[];
  v_number_differs boolean;
  v_is_open_again boolean;
begin
  insert into shipkeeper.order_outcome (
    cycle_id, request_id, work_kind, order_inbox_id, order_number, shipstation_order_id, outcome, reason, recorded_at
  )
  select p_cycle, (d.laid).request_id, w.kind, d.order_inbox_id, d.order_number, (d.laid).shipstation_order_id, w.outcome, w.reason, clock_timestamp()
  from unnest(p_orders) as d
  cross join lateral (
    select 'ghosts' as kind, d.outcome, d.reason where d.action in ('heal', 'cancel') and d.outcome is not null
    union all
    select 'sync', d.outcome, d.reason where d.outcome in ('imported', 'updated')
    union all
    -- The sync's part of a healed ghost's header.
    select 'sync', 'updated', null
    where d.action = 'heal' and d.writes_header and num_nonnulls(d.carrier_code, d.service_code, d.total_amount_cents) > 0
  ) as w
  order by (d.laid).place;

  select
    array_agg(d) filter (where d.action in ('heal', 'cancel')),
    array_agg(d.laid) filter (
      where (d.laid).repeats_sku and (d.action = 'import' or d.action = 'heal' and d.outcome not in ('skipped', 'error'))
    ),
    bool_or(d.reason = 'number_differs'), bool_or(d.reason = 'open_again')
  into v_ghosts, v_repeating, v_number_differs, v_is_open_again
  from unnest(p_orders) as d;
  if v_repeating is not null then
    perform shipkeeper.note_repeated_skus(v_repeating);
  end if;
  if v_number_differs or exists (select from shipkeeper.number_difference) then
    perform shipkeeper.note_number_differences(p_cycle, p_orders);
  end if;
  if v_is_open_again then
    perform shipkeeper.note_taken_back(p_cycle, p_orders);
  end if;
  if v_ghosts is not null then
    perform shipkeeper.settle_ghosts(p_cycle, v_ghosts);
  end if;
  perform shipkeeper.note_seen_orders(p_cycle, p_orders);
  perform shipkeeper.note_denied_merges(array(select d.laid from unnest(p_orders) as d where d.action <> 'leave'));
end
$$;
comment on function shipkeeper.record_orders(bigint, shipkeeper.decided_order[]) is
'Keeps what became of the orders of a batch. Writes: order_outcome, repeated_sku, and what note_number_differences, note_taken_back, '
'settle_ghosts, note_seen_orders and note_denied_merges write.';
revoke all on function shipkeeper.record_orders(bigint, shipkeeper.decided_order[]) from public;
