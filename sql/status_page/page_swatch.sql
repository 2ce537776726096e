create or replace function shipkeeper.page_swatch(p_class text)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name svg, xmlattributes('12' as width, '12' as height, 'true' as "aria-hidden"),
    xmlelement(name rect, xmlattributes(p_class as class, '1' as x, '1' as y, '10' as width, '10' as height))
  )
$$;
comment on function shipkeeper.page_swatch(text) is 'The sample of a bar that stands before its meaning, below a plot of the status page.';
revoke all on function shipkeeper.page_swatch(text) from public;
