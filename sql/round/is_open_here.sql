create or replace function shipkeeper.is_open_here(p_order_inbox_id bigint, p_shipstation_order_id text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select
    from public.orders_inbox as o
    cross join shipkeeper.settings as s
    where o.id = p_order_inbox_id
      and shipkeeper.plain_id(o.shipstation_order_id) = p_shipstation_order_id
      and o.status not in ('shipped', 'cancelled')
      and (
        shipkeeper.is_known_status(o.status)
        -- What went up just now may not be found there yet.
        or o.status = 'uploaded' and o.updated_at at time zone s.shop_time_zone + s.recently_uploaded <= clock_timestamp()
      )
      and exists (select from public.order_items_inbox as i where i.order_inbox_id = o.id)
  );
end
$$;
comment on function shipkeeper.is_open_here(bigint, text) is
'Whether a header is open here, in a status of ShipStation''s or uploaded longer than recently_uploaded ago, still under this ShipStation '
'id, and has lines: without them it is a ghost''s.';
revoke all on function shipkeeper.is_open_here(bigint, text) from public;
