create or replace function shipkeeper.review_seen_releases()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order record;
begin
  -- Hardly ever is there any: the longer query need not be planned.
  if not exists (
    select from shipkeeper.seen_order as s
    where s.on_hold_since is not null and s.order_status <> 'on_hold' and s.seen_at > clock_timestamp() - interval '2 days'
  ) then
    return;
  end if;
  for v_order in
    select o.id::bigint as id, o.order_number, h.order_status_history_id, h.to_status
    from shipkeeper.seen_order as s
    cross join shipkeeper.settings as t
    join public.orders_inbox as o on o.shipstation_order_id = s.shipstation_order_id
    cross join lateral (
      select f.*
      from shipkeeper.order_status_history as f
      where f.order_inbox_id = o.id
      order by f.order_status_history_id
      limit 1
    ) as h
    where s.on_hold_since is not null
      and s.order_status <> 'on_hold'
      and s.seen_at > clock_timestamp() - interval '2 days'
      and h.entry = 'insert'
      and h.changed_at > s.on_hold_since
      and 'on_hold -> ' || h.to_status = any(t.lot_transitions)
      and not exists (select from shipkeeper.lot_review as r where r.order_inbox_id = o.id and r.state <> 'closed')
      and not exists (select from shipkeeper.lot_review as r where r.order_inbox_id = o.id and r.state = 'closed')
  loop
    perform shipkeeper.open_review(
      v_order.id, v_order.order_number, clock_timestamp(), session_user::text, v_order.order_status_history_id, 'on_hold',
      v_order.to_status
    );
  end loop;
end
$$;
comment on function shipkeeper.review_seen_releases() is
'Opens a review of each order that the sync saw on hold in ShipStation before it came in here, released already: no change of a status '
'here tells of that. Writes: lot_review.';
revoke all on function shipkeeper.review_seen_releases() from public;
