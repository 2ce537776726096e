create or replace function shipkeeper.units_by_sku_here(p_order_inbox_id bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_object_agg(u.sku, u.units), '{}'::jsonb)
    from (
      select i.sku, sum(i.quantity) as units
      from public.order_items_inbox as i
      where i.order_inbox_id = p_order_inbox_id
      group by i.sku
    ) as u
  );
end
$$;
comment on function shipkeeper.units_by_sku_here(bigint) is
'SKUs and units of an order as it stands here: {"17612": 5}.';
revoke all on function shipkeeper.units_by_sku_here(bigint) from public;
