create or replace function shipkeeper.plan_sync(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_mode constant text := (select s.sync_mode from shipkeeper.settings as s);
  v_walk shipkeeper.sync_walk;
begin
  select w.* into v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  if v_walk.cycle_id is null and v_mode = 'off' then
    -- Turned on again, a problem is news, also one that it had before.
    perform shipkeeper.say_lasting(p_cycle, 'sync', null, null, null);
    return 'nothing';
  elsif v_walk.cycle_id is null then
    -- Before any page: ghosts that a page heals were found, too.
    if 'ghosts' in (select k from shipkeeper.kinds_of_cycle(p_cycle) as k) then
      perform shipkeeper.find_ghosts(p_cycle);
    end if;
    perform shipkeeper.start_walk(p_cycle);
    return 'again';
  elsif v_walk.mode <> v_mode then
    -- Decided otherwise meanwhile: what is laid out is not written, the next cycle asks for it in the new mode.
    delete from shipkeeper.page_order as p where p.cycle_id = p_cycle and p.work_kind = 'sync';
    update shipkeeper.sync_walk as w
    set ended = coalesce(w.ended, 'failed'), page_orders = null, page_newest = null
    where w.cycle_id = p_cycle and w.ended is null;
    return 'nothing';
  elsif v_walk.ended = 'given_up' then
    return 'nothing';
  elsif shipkeeper.work_batch(p_cycle, 'sync') then
    return 'pause';
  elsif v_walk.page_orders is not null then
    perform shipkeeper.end_page(p_cycle);
    return 'pause';
  elsif v_walk.ended is null then
    return case
      when not p_may_send then 'more'
      when exists (select from shipkeeper.poison_search as p where p.cycle_id = p_cycle and p.suspects <> '[]' and not p.is_api_well)
        then shipkeeper.ask_whether_well(p_cycle)
      else shipkeeper.ask_for_page(p_cycle)
    end;
  end if;
  -- Only after all that is newer was read.
  if v_walk.ended = 'done' and v_walk.mode = 'full' and shipkeeper.put_seen_orders(p_cycle) > 0 then
    return 'pause';
  end if;
  return shipkeeper.ask_for_rest(p_cycle, p_may_send);
end
$$;
comment on function shipkeeper.plan_sync(bigint, boolean) is
'What the sync does next: works on the page in hand (pause: come back), asks for the next one, then for single orders that could not be '
'used and for numbers that may be linked. Returns again, pause, more or nothing, as every planner. Writes: sync_walk, request, '
'lasting_state, and what the functions write that it calls.';
revoke all on function shipkeeper.plan_sync(bigint, boolean) from public;
