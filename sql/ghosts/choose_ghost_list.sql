create or replace function shipkeeper.choose_ghost_list(p_cycle bigint)
returns shipkeeper.ghost_list
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_least_saving constant integer := (select s.list_saves_at_least from shipkeeper.settings as s);
  v_place constant integer := (
    select coalesce(max(l.place), 0) + 1 from shipkeeper.ghost_list as l where l.cycle_id = p_cycle
  );
  v_by_date record;
  v_by_status record;
  v_without record;
  v_list shipkeeper.ghost_list;
begin
  v_by_date := shipkeeper.plan_date_lists(p_cycle, null);

  -- A list by status is tried first where it costs less than half of what it saves if the statuses here are true.
  for v_by_status in
    select s.status, s.ghosts, s.first_date, s.last_date, s.orders, greatest((s.orders + 499) / 500, 1) as pages
    from shipkeeper.count_ghosts_by_status(p_cycle) as s
    order by s.ghosts desc
  loop
    v_without := shipkeeper.plan_date_lists(p_cycle, v_by_status.status);
    if 2 * v_by_status.pages < v_by_date.requests - v_without.requests
      and v_by_date.requests - v_without.requests - v_by_status.pages >= v_least_saving
    then
      insert into shipkeeper.ghost_list as l (
        cycle_id, place, order_status, first_date, last_date, ghosts, orders_expected
      )
      values (
        p_cycle, v_place, v_by_status.status, v_by_status.first_date, v_by_status.last_date, v_by_status.ghosts,
        v_by_status.orders
      )
      returning l.* into v_list;
      return v_list;
    end if;
  end loop;

  if v_by_date.saves >= v_least_saving then
    insert into shipkeeper.ghost_list as l (cycle_id, place, first_date, last_date, ghosts, orders_expected)
    values (p_cycle, v_place, v_by_date.first_date, v_by_date.last_date, v_by_date.ghosts, v_by_date.orders)
    returning l.* into v_list;
  end if;
  return v_list;
end
$$;
comment on function shipkeeper.choose_ghost_list(bigint) is
'The list that is expected to heal the ghosts in the queue with the fewest requests: by status, or else by date; null: single requests '
'are as few. Writes: ghost_list.';
revoke all on function shipkeeper.choose_ghost_list(bigint) from public;
