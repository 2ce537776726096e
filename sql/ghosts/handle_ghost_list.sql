create or replace function shipkeeper.handle_ghost_list(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_page record;
  v_orders integer;
begin
  -- Of anything but an answer no body was kept, and none is no page.
  v_page := shipkeeper.read_page(p_request.answer);
  if v_page.problem is not null then
    -- Its ghosts are asked for one by one: an order that spoils a page costs itself only.
    perform shipkeeper.end_ghost_list(p_request.cycle_id);
    return;
  end if;

  insert into shipkeeper.page_order (cycle_id, work_kind, request_id, shipstation_order_id, content)
  select p_request.cycle_id, 'ghosts', p_request.request_id, o.id, o.content
  from (
    select shipkeeper.order_id(e.content) as id, e.content, e.place
    from jsonb_array_elements(v_page.orders) with ordinality as e (content, place)
  ) as o
  join shipkeeper.ghost_queue as q on q.cycle_id = p_request.cycle_id and q.shipstation_order_id = o.id
  where not v_page.has_nul or strpos(o.content::text, chr(65534)) = 0
  order by o.place;

  v_orders := jsonb_array_length(v_page.orders);
  update shipkeeper.ghost_list as l
  set
    total = v_page.total,
    next_page = l.next_page + 1,
    -- An empty page is the end, whatever total says: what it did not bring is asked for singly.
    is_finished = v_orders = 0 or l.next_page * 500 >= v_page.total
  where l.cycle_id = p_request.cycle_id and not l.is_finished;
end
$$;
comment on function shipkeeper.handle_ghost_list(shipkeeper.request) is
'What the answer to a page of a list for ghosts means: the ghosts on it are laid out for work_listed_ghost; of a page that cannot be '
'read the list ends. Writes: page_order, ghost_list, ghost.';
revoke all on function shipkeeper.handle_ghost_list(shipkeeper.request) from public;
