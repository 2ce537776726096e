create or replace function shipkeeper.drop_healed_ghosts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_next record;
begin
  -- From the front only: what stands behind is looked at when its turn comes.
  for v_next in
    select
      q.order_inbox_id,
      exists (select from public.orders_inbox as o where o.id = q.order_inbox_id)
      and not exists (select from public.order_items_inbox as i where i.order_inbox_id = q.order_inbox_id) as is_ghost
    from shipkeeper.ghost_queue as q
    where q.cycle_id = p_cycle
    order by q.place
  loop
    exit when v_next.is_ghost;
    perform shipkeeper.settle_ghost(v_next.order_inbox_id, p_cycle, null, 'skipped', 'healed_or_gone', 'forget');
  end loop;
end
$$;
comment on function shipkeeper.drop_healed_ghosts(bigint) is
'Takes from the front of the queue what somebody else has deleted or given lines since: that saves requests. Writes: ghost_queue, ghost, '
'order_outcome.';
revoke all on function shipkeeper.drop_healed_ghosts(bigint) from public;
