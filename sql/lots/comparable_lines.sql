create or replace function shipkeeper.comparable_lines(p_order jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_agg(l.line order by l.line)::text
  from (
    select jsonb_build_array(
      coalesce(i.item ->> 'sku', ''),
      -- Of a line that is no product it may be anything.
      shipkeeper.comparable_value(i.item -> 'quantity'),
      coalesce(nullif(shipkeeper.comparable_value(i.item -> 'unitPrice'), 'null'), '0'),
      coalesce(i.item -> 'adjustment' = 'true', false),
      coalesce(nullif(shipkeeper.comparable_value(i.item -> 'options'), 'null'), '[]')
    ) as line
    from jsonb_array_elements(case jsonb_typeof(p_order -> 'items') when 'array' then p_order -> 'items' else '[]'::jsonb end) as i (item)
  ) as l
$$;
comment on function shipkeeper.comparable_lines(jsonb) is
'The lines of an order as a multiset of SKU, quantity, price, adjustment and options, written in one way: two orders with the same text '
'have the same lines. A line that cannot be read is compared as it stands.';
revoke all on function shipkeeper.comparable_lines(jsonb) from public;
