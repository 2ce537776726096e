create or replace function shipkeeper.prune_seen_orders(
  p_before timestamptz, p_rows integer, out deleted bigint, out is_finished boolean
)
returns record
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from timestamptz;
  v_to timestamptz;
  v_deleted bigint;
begin
  select u.seen_orders_looked_to into strict v_from from shipkeeper.upkeep as u;
  -- Goes on where it stopped: those that are kept are looked at once, however many they are.
  select o.seen_at into v_to
  from shipkeeper.seen_order as o
  where o.seen_at > v_from and o.seen_at < p_before
  order by o.seen_at
  offset p_rows - 1
  limit 1;
  is_finished := not found;

  delete from shipkeeper.seen_order as s
  where s.seen_at > v_from
    and s.seen_at < p_before
    and s.seen_at <= coalesce(v_to, p_before)
    and s.apply_at is null
    and not exists (
      select
      from (
        select o.status from public.orders_inbox as o
        where o.shipstation_order_id in (s.shipstation_order_id, 'se-' || s.shipstation_order_id)
        -- Keeps it to one look in the index for each: the planner would read all open orders in every call.
        offset 0
      ) as h
      where h.status not in ('shipped', 'cancelled')
    );
  get diagnostics deleted = row_count;
  update shipkeeper.upkeep as u set seen_orders_looked_to = case when is_finished then '-infinity' else v_to end;
  if not is_finished then
    return;
  end if;

  delete from shipkeeper.number_conflict as c
  where c.seen_at < p_before and not exists (select from public.orders_inbox as h where h.id = c.order_inbox_id);
  get diagnostics v_deleted = row_count;
  deleted := deleted + v_deleted;

  delete from shipkeeper.number_difference as n
  where n.found_at < p_before and not exists (select from public.orders_inbox as h where h.id = n.order_inbox_id);
  get diagnostics v_deleted = row_count;
  deleted := deleted + v_deleted;

  delete from shipkeeper.order_hold as t
  where t.held_at < p_before and not exists (select from public.orders_inbox as h where h.id = t.order_inbox_id);
  get diagnostics v_deleted = row_count;
  deleted := deleted + v_deleted;
end
$$;
comment on function shipkeeper.prune_seen_orders(timestamptz, integer) is
'Deletes what was seen of ShipStation''s orders before p_before and is of no use any more: of orders that are closed or gone here. A call '
'looks at p_rows of them, and the next one goes on there; the last one also deletes conflicts, differing numbers and holds of orders '
'that the shop has deleted. Returns how many rows went, and whether it came to the end. '
'Writes: seen_order, number_conflict, number_difference, order_hold, upkeep.';
revoke all on function shipkeeper.prune_seen_orders(timestamptz, integer) from public;
