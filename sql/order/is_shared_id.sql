create or replace function shipkeeper.is_shared_id(p_shipstation_order_id text)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select count(*) > 1
    from (
      select
      from public.orders_inbox as o
      where o.shipstation_order_id in (shipkeeper.plain_id(p_shipstation_order_id), 'se-' || shipkeeper.plain_id(p_shipstation_order_id))
      limit 2
    ) as header
  );
end
$$;
comment on function shipkeeper.is_shared_id(text) is
'Whether two headers carry this ShipStation id, in whatever form: then nobody can say whose the lines are.';
revoke all on function shipkeeper.is_shared_id(text) from public;
