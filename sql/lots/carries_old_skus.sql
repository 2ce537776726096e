create or replace function shipkeeper.carries_old_skus(p_order jsonb, p_changes jsonb)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select not exists (
    select
    from jsonb_array_elements(p_changes) as c (change)
    where not exists (
      select
      from jsonb_array_elements(p_order -> 'items') as i (item)
      where i.item -> 'orderItemId' = c.change -> 'order_item_id'
        and i.item ->> 'sku' = c.change ->> 'from'
    )
  )
$$;
comment on function shipkeeper.carries_old_skus(jsonb, jsonb) is
'Whether every line of an order that was to be changed still has its old SKU: the change took no effect.';
revoke all on function shipkeeper.carries_old_skus(jsonb, jsonb) from public;
