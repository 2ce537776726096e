create or replace function shipkeeper.page_units(p_units jsonb)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    string_agg(format('%s × %s', u.units, shipkeeper.printable(u.sku, 40)), ', ' order by u.place) filter (where u.place <= 4)
    || case when count(*) > 4 then format(' and %s more', count(*) - 4) else '' end,
    'none'
  )
  from (
    select
      e.key as sku,
      e.value as units,
      row_number() over (order by e.key) as place
    from jsonb_each_text(p_units) as e
  ) as u
$$;
comment on function shipkeeper.page_units(jsonb) is
'SKUs and units for the status page: {"17612": 5} becomes 5 × 17612; four of them, and how many more there are.';
revoke all on function shipkeeper.page_units(jsonb) from public;
