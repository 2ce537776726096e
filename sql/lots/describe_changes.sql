create or replace function shipkeeper.describe_changes(p_changes jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(
    format('%s becomes %s', shipkeeper.printable(c.change ->> 'from'), shipkeeper.printable(c.change ->> 'to')), ', '
    order by c.place
  )
  from jsonb_array_elements(p_changes) with ordinality as c (change, place)
$$;
comment on function shipkeeper.describe_changes(jsonb) is
'Changes of SKUs, as sku_changes gives them, in words: "17612 - 250237 becomes 17612 - 250300".';
revoke all on function shipkeeper.describe_changes(jsonb) from public;
