create or replace function shipkeeper.units_of_open_headers(p_shipstation_order_id text)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select sum((select coalesce(sum(i.quantity), 0) from public.order_items_inbox as i where i.order_inbox_id = o.id))::bigint
    from public.orders_inbox as o
    where o.shipstation_order_id = p_shipstation_order_id and o.status not in ('shipped', 'cancelled')
    having count(*) > 1
  );
end
$$;
comment on function shipkeeper.units_of_open_headers(text) is
'The units of all open headers with this ShipStation id; null: there is one at most.';
revoke all on function shipkeeper.units_of_open_headers(text) from public;
