create or replace function shipkeeper.handle_ghost_list(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_page record;
  v_orders shipkeeper.decided_order[];
begin
  -- Of anything but an answer no body was kept, and none is no page.
  v_page := shipkeeper.read_page(p_request.answer);
  if v_page.problem is not null then
    -- Its ghosts are asked for one by one: an order that spoils a page costs itself only.
    perform shipkeeper.end_ghost_list(p_request.cycle_id);
    return;
  end if;

  v_orders := array(
    select shipkeeper.to_decide(l, g.order_inbox_id, g.order_number, 'heal')
    from shipkeeper.lay_out(v_page.orders, p_request.request_id, p_has_nul => v_page.has_nul) as l
    join shipkeeper.ghost_queue as q on q.cycle_id = p_request.cycle_id and q.shipstation_order_id = l.shipstation_order_id
    join shipkeeper.ghost as g on g.order_inbox_id = q.order_inbox_id
    where l.problem is distinct from 'order holds a NUL'
  );
  update shipkeeper.ghost as g
  set attempts = g.attempts + 1, attempted_at = clock_timestamp()
  from unnest(v_orders) as o
  where g.order_inbox_id = o.order_inbox_id;
  perform shipkeeper.put_orders(p_request.cycle_id, 'ghosts', v_orders);

  update shipkeeper.ghost_list as l
  set
    total = v_page.total,
    next_page = l.next_page + 1,
    -- An empty page is the end, whatever total says: what it did not bring is asked for singly.
    is_finished = v_page.orders = '[]' or l.next_page * 500 >= v_page.total
  where l.cycle_id = p_request.cycle_id and not l.is_finished;
end
$$;
comment on function shipkeeper.handle_ghost_list(shipkeeper.request) is
'What the answer to a page of a list for ghosts means: the ghosts on it are laid out for work_batch; of a page that cannot be '
'read the list ends. Writes: page_order, ghost_list, ghost.';
revoke all on function shipkeeper.handle_ghost_list(shipkeeper.request) from public;
