create or replace function shipkeeper.end_ghost_list(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_list shipkeeper.ghost_list;
begin
  select l.* into strict v_list
  from shipkeeper.ghost_list as l
  where l.cycle_id = p_cycle
  order by l.place desc
  limit 1;
  update shipkeeper.ghost_list as l set is_finished = true where l.cycle_id = p_cycle and l.place = v_list.place;

  update shipkeeper.ghost as g
  set
    listed_by_status = g.listed_by_status or v_list.order_status is not null,
    listed_by_date = g.listed_by_date or v_list.order_status is null
  from shipkeeper.ghost_queue as q
  where q.cycle_id = p_cycle
    and q.order_inbox_id = g.order_inbox_id
    and q.order_date between v_list.first_date and v_list.last_date
    and (v_list.order_status is null or q.status = v_list.order_status);
end
$$;
comment on function shipkeeper.end_ghost_list(bigint) is
'Ends the list that a cycle asked for last, and notes on the ghosts it should have brought and did not that such a list is in vain for '
'them. Writes: ghost_list, ghost.';
revoke all on function shipkeeper.end_ghost_list(bigint) from public;
