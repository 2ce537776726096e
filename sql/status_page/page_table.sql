create or replace function shipkeeper.page_table(p_caption text, p_columns text[], p_numbers text[], p_rows xml)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name table,
    xmlelement(name caption, p_caption),
    xmlelement(name thead, xmlelement(name tr, (
      select xmlagg(
        xmlelement(name th, xmlattributes('col' as scope, case when c.title = any(p_numbers) then 'number' end as class), c.title)
        order by c.place
      )
      from unnest(p_columns) with ordinality as c (title, place)
    ))),
    xmlelement(name tbody, p_rows)
  )
$$;
comment on function shipkeeper.page_table(text, text[], text[], xml) is
'A table of the status page: its caption (for those who do not see it), its columns, which of them hold numbers, and its rows of '
'page_cell. There must be rows.';
revoke all on function shipkeeper.page_table(text, text[], text[], xml) from public;
