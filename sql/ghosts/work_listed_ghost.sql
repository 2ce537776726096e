create or replace function shipkeeper.work_listed_ghost(p_cycle bigint)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order shipkeeper.page_order;
  v_order_inbox_id bigint;
begin
  delete from shipkeeper.page_order as p
  where p.cycle_id = p_cycle
    and p.work_kind = 'ghosts'
    and p.place = (
      select min(n.place) from shipkeeper.page_order as n where n.cycle_id = p_cycle and n.work_kind = 'ghosts'
    )
  returning p.* into v_order;
  if not found then
    return false;
  end if;

  select q.order_inbox_id into v_order_inbox_id
  from shipkeeper.ghost_queue as q
  where q.cycle_id = p_cycle and q.shipstation_order_id = v_order.shipstation_order_id;
  if found then
    update shipkeeper.ghost as g
    set attempts = g.attempts + 1, attempted_at = clock_timestamp()
    where g.order_inbox_id = v_order_inbox_id;
    perform shipkeeper.answer_ghost(v_order_inbox_id, p_cycle, v_order.request_id, 'answer', v_order.content, null);
  end if;
  return true;
end
$$;
comment on function shipkeeper.work_listed_ghost(bigint) is
'Works on the next ghost that a list brought, it alone; false: there is none. Writes: page_order, ghost, and what answer_ghost writes.';
revoke all on function shipkeeper.work_listed_ghost(bigint) from public;
