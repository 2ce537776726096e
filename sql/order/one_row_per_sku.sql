create or replace function shipkeeper.one_row_per_sku()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select exists (
      select
      from pg_index as i
      where i.indrelid = 'public.order_items_inbox'::regclass
        and i.indisunique
        and i.indpred is null
        and i.indnkeyatts = 2
        and (
          select array_agg(a.attname::text order by a.attname)
          from pg_attribute as a
          where a.attrelid = i.indrelid and a.attnum in (i.indkey[0], i.indkey[1])
        ) = array['order_inbox_id', 'sku']
    )
  );
end
$$;
comment on function shipkeeper.one_row_per_sku() is
'Whether the shop''s UNIQUE (order_inbox_id, sku) stands, by whatever name: then an order that repeats a SKU cannot be stored.';
revoke all on function shipkeeper.one_row_per_sku() from public;
