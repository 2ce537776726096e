create or replace function shipkeeper.page_group(
  p_title text, p_remedy text, p_count bigint, p_shown bigint, p_view text, p_table xml
)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case when p_count > 0 then xmlelement(
    name div, xmlattributes('group' as class),
    xmlelement(name h3, p_title, chr(160), xmlelement(
      name span, xmlattributes('count' as class), shipkeeper.page_number(p_count)
    )),
    xmlelement(name p, xmlattributes('quiet' as class), shipkeeper.page_sentence(p_remedy)),
    p_table,
    case when p_count > p_shown then xmlelement(
      name p, xmlattributes('quiet' as class),
      shipkeeper.page_sentence(format('and %s more: %s', shipkeeper.page_number(p_count - p_shown), p_view))
    ) end
  ) end
$$;
comment on function shipkeeper.page_group(text, text, bigint, bigint, text, xml) is
'A group of orders that need a person, for the status page: how many, what to do, those shown, and how many more; null where there are '
'none.';
revoke all on function shipkeeper.page_group(text, text, bigint, bigint, text, xml) from public;
