create or replace function shipkeeper.describe_changes(p_changes jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(
    format('%s becomes %s', shipkeeper.printable(c.change ->> 'from'), shipkeeper.printable(c.change ->> 'to')), ', '
    order by c.place
  ) || case when jsonb_array_length(p_changes) > 20 then format(' and %s more', jsonb_array_length(p_changes) - 20) else '' end
  from jsonb_array_elements(p_changes) with ordinality as c (change, place)
  where c.place <= 20
$$;
comment on function shipkeeper.describe_changes(jsonb) is
'Changes of SKUs, as sku_changes gives them, in words: "17612 - 250237 becomes 17612 - 250300"; the first twenty.';
revoke all on function shipkeeper.describe_changes(jsonb) from public;
