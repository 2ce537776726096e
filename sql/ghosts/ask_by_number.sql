create or replace function shipkeeper.ask_by_number(p_request shipkeeper.request)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Where it would not be cancelled anyway, or another order explains the 404, nothing is to be asked.
  if shipkeeper.are_cancellations_stopped()
    or exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = p_request.shipstation_order_id)
  then
    return false;
  end if;
  -- Before all others: an id that was not found is old news soon.
  insert into shipkeeper.ghost_queue (cycle_id, place, order_inbox_id, shipstation_order_id, status, order_date, is_not_found)
  select
    p_request.cycle_id,
    coalesce((select min(q.place) from shipkeeper.ghost_queue as q where q.cycle_id = p_request.cycle_id), 1) - 1,
    h.order_inbox_id, p_request.shipstation_order_id, h.status, h.order_date, true
  from shipkeeper.orders_without_lines as h
  join shipkeeper.ghost as g on g.order_inbox_id = h.order_inbox_id
  where h.order_inbox_id = p_request.order_inbox_id and h.shipstation_order_id not like 'se-%' and shipkeeper.plain_text(g.order_number) <> ''
  on conflict do nothing;
  if not found then
    return false;
  end if;
  update shipkeeper.ghost_search as s set requests_allowed = s.requests_allowed + 1 where s.cycle_id = p_request.cycle_id;
  return true;
end
$$;
comment on function shipkeeper.ask_by_number(shipkeeper.request) is
'After a 404 that would cancel a ghost: puts it first in the queue, to be asked for by its number; false: there is nothing to ask. '
'Writes: ghost_queue, ghost_search.';
revoke all on function shipkeeper.ask_by_number(shipkeeper.request) from public;
