create or replace function shipkeeper.prune_seen_orders(p_before timestamptz, p_rows integer)
returns bigint
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_deleted bigint;
  v_sum bigint := 0;
begin
  delete from shipkeeper.seen_order as s
  where s.shipstation_order_id in (
    select o.shipstation_order_id
    from shipkeeper.seen_order as o
    where o.seen_at < p_before
      and o.apply_at is null
      and not exists (
        select from public.orders_inbox as h
        where h.shipstation_order_id = o.shipstation_order_id and h.status not in ('shipped', 'cancelled')
      )
    limit p_rows
  );
  get diagnostics v_deleted = row_count;
  v_sum := v_sum + v_deleted;

  delete from shipkeeper.number_conflict as c
  where c.seen_at < p_before and not exists (select from public.orders_inbox as h where h.id = c.order_inbox_id);
  get diagnostics v_deleted = row_count;
  v_sum := v_sum + v_deleted;

  delete from shipkeeper.order_hold as t
  where t.held_at < p_before and not exists (select from public.orders_inbox as h where h.id = t.order_inbox_id);
  get diagnostics v_deleted = row_count;
  return v_sum + v_deleted;
end
$$;
comment on function shipkeeper.prune_seen_orders(timestamptz, integer) is
'Deletes what was seen of ShipStation''s orders before p_before and is of no use any more: of orders that are closed or gone here, at '
'most p_rows; conflicts and holds of orders that the shop has deleted. Returns how many rows went. '
'Writes: seen_order, number_conflict, order_hold.';
revoke all on function shipkeeper.prune_seen_orders(timestamptz, integer) from public;
