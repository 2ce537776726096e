create or replace function shipkeeper.plan_ghosts(p_cycle bigint, p_may_send boolean)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_place integer;
  v_order_inbox_id bigint;
  v_ghost shipkeeper.ghost;
begin
  if not exists (select from shipkeeper.ghost_search as s where s.cycle_id = p_cycle) then
    perform shipkeeper.find_ghosts(p_cycle);
    return 'again';
  end if;

  if not p_may_send then
    return case
      when exists (select from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle) then 'more'
      else 'nothing'
    end;
  end if;

  -- One pass, whatever was healed meanwhile: rows this transaction has deleted are not walked over again.
  for v_place, v_order_inbox_id in
    select q.place, q.order_inbox_id
    from shipkeeper.ghost_queue as q
    where q.cycle_id = p_cycle
    order by q.place
  loop
    delete from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle and q.place = v_place;

    -- Somebody may have deleted it, or given it lines, since it was queued: that saves a request.
    if not exists (select from public.orders_inbox as o where o.id = v_order_inbox_id)
      or exists (select from public.order_items_inbox as i where i.order_inbox_id = v_order_inbox_id)
    then
      perform shipkeeper.settle_ghost(v_order_inbox_id, p_cycle, null, 'skipped', 'healed_or_gone', 'forget');
      continue;
    end if;

    update shipkeeper.ghost as g
    set attempts = g.attempts + 1, attempted_at = clock_timestamp()
    where g.order_inbox_id = v_order_inbox_id
    returning g.* into strict v_ghost;
    perform shipkeeper.put_request(
      p_cycle, 'ghosts', 'GET', '/orders/' || v_ghost.shipstation_order_id,
      (select s.order_timeout_seconds from shipkeeper.settings as s),
      v_order_inbox_id, v_ghost.shipstation_order_id
    );
    return 'again';
  end loop;
  return 'nothing';
end
$$;
comment on function shipkeeper.plan_ghosts(bigint, boolean) is
'What the ghosts need next: again (something was done or a request recorded: look anew), more (p_may_send was false and something '
'waits to be asked), nothing. Writes: ghost_queue, ghost, request, and what find_ghosts and settle_ghost write.';
revoke all on function shipkeeper.plan_ghosts(bigint, boolean) from public;
