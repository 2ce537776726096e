create or replace function shipkeeper.units_by_sku(p_order jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_object_agg(u.sku, u.units), '{}'::jsonb)
    from (
      select l.sku, sum(l.quantity) as units from shipkeeper.product_lines(p_order) as l group by l.sku
    ) as u
  );
end
$$;
comment on function shipkeeper.units_by_sku(jsonb) is
'SKUs and units of a usable order of ShipStation''s: {"17612": 5}.';
revoke all on function shipkeeper.units_by_sku(jsonb) from public;
