create or replace function shipkeeper.do_lines_differ(p_order_inbox_id bigint, p_lines shipkeeper.product_line[])
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select
    from (
      select coalesce(p.sku, i.sku) as sku, sum(i.quantity) as units
      from public.order_items_inbox as i
      cross join lateral shipkeeper.parse_sku(coalesce(i.sku_lot, i.sku)::text) as p
      where i.order_inbox_id = p_order_inbox_id
      group by 1
    ) as b
    full join (select l.sku, sum(l.quantity) as units from unnest(p_lines) as l group by l.sku) as l on l.sku = b.sku
    where b.units is distinct from l.units
  );
end
$$;
comment on function shipkeeper.do_lines_differ(bigint, shipkeeper.product_line[]) is
'Whether the lines of a header, which another program wrote, have other units of some SKU than these; each of its texts is read as '
'ShipStation''s are.';
revoke all on function shipkeeper.do_lines_differ(bigint, shipkeeper.product_line[]) from public;
