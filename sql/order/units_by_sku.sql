create or replace function shipkeeper.units_by_sku(p_lines shipkeeper.product_line[])
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(jsonb_object_agg(u.sku, u.units), '{}'::jsonb)
  from (select l.sku, sum(l.quantity) as units from unnest(p_lines) as l group by l.sku) as u
$$;
comment on function shipkeeper.units_by_sku(shipkeeper.product_line[]) is
'SKUs and units of lines of ShipStation''s: {"17612": 5}.';
revoke all on function shipkeeper.units_by_sku(shipkeeper.product_line[]) from public;
