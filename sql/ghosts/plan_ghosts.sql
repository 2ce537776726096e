create or replace function shipkeeper.plan_ghosts(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_search shipkeeper.ghost_search;
begin
  select s.* into v_search from shipkeeper.ghost_search as s where s.cycle_id = p_cycle;
  if not found then
    perform shipkeeper.find_ghosts(p_cycle);
    select s.* into strict v_search from shipkeeper.ghost_search as s where s.cycle_id = p_cycle;
  end if;
  -- With none due no list was asked for either.
  if v_search.requests_allowed = 0 then
    return 'nothing';
  end if;
  if exists (select from shipkeeper.page_order as p where p.cycle_id = p_cycle and p.work_kind = 'ghosts') then
    -- Of what a list brought: ghosts that are still asked for.
    delete from shipkeeper.page_order as p
    where p.cycle_id = p_cycle and p.work_kind = 'ghosts' and not exists (
      select from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle and q.order_inbox_id = p.order_inbox_id
    );
    if shipkeeper.work_batch(p_cycle, 'ghosts') then
      return 'pause';
    end if;
  end if;

  if not shipkeeper.skip_healed_ghosts(p_cycle) or v_search.requests_recorded >= v_search.requests_allowed then
    return 'nothing';
  elsif not p_may_send then
    return 'more';
  end if;

  update shipkeeper.ghost_search as s set requests_recorded = s.requests_recorded + 1 where s.cycle_id = p_cycle;
  if not shipkeeper.ask_for_ghost_list(p_cycle) then
    perform shipkeeper.ask_for_ghost(p_cycle);
  end if;
  return 'again';
end
$$;
comment on function shipkeeper.plan_ghosts(bigint, boolean) is
'What the ghosts need next: works on those that a list brought (pause: come back), else asks for a list where that is expected to heal '
'more with fewer requests, else for a single ghost; never more requests in a cycle than ghosts were due. Returns again, pause, more or '
'nothing, as every planner. Writes: ghost_search, page_order, and what the functions write that it calls.';
revoke all on function shipkeeper.plan_ghosts(bigint, boolean) from public;
