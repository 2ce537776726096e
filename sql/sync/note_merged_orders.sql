create or replace function shipkeeper.note_merged_orders(p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_said constant shipkeeper.laid_order[] := array(
    select d.laid
    from unnest(p_orders) as d
    where (d.laid).merged_ids is not null and d.action in ('see', 'conflict', 'heal', 'import', 'update')
  );
begin
  delete from shipkeeper.merged_order as m
  where m.merged_into = any(array(select l.shipstation_order_id from unnest(v_said) as l))
    and exists (select from unnest(v_said) as l where l.shipstation_order_id = m.merged_into and m.shipstation_order_id <> all(l.merged_ids));
  -- Of two that claim one the latest word counts.
  insert into shipkeeper.merged_order as m (shipstation_order_id, merged_into, merged_into_number, claimed_at)
  select distinct on (i.id) i.id, l.shipstation_order_id, left(coalesce(l.order_number, ''), 200), clock_timestamp()
  from unnest(v_said) as l
  cross join lateral unnest(l.merged_ids) as i (id)
  order by i.id, l.place desc
  on conflict (shipstation_order_id) do update
    -- Since when it is claimed, and that it denies it, stays: a claim said once more is no new one.
    set merged_into = excluded.merged_into, merged_into_number = excluded.merged_into_number
    where (m.merged_into, m.merged_into_number) is distinct from (excluded.merged_into, excluded.merged_into_number);
end
$$;
comment on function shipkeeper.note_merged_orders(shipkeeper.decided_order[]) is
'Keeps which orders were merged into those of a batch. Writes: merged_order.';
revoke all on function shipkeeper.note_merged_orders(shipkeeper.decided_order[]) from public;
