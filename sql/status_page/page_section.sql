create or replace function shipkeeper.page_section(p_id text, p_title text, p_content xml)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name section, xmlattributes(p_id as id, p_id || '-title' as "aria-labelledby"),
    chr(10), xmlelement(name h2, xmlattributes(p_id || '-title' as id), p_title),
    chr(10), p_content, chr(10)
  )
$$;
comment on function shipkeeper.page_section(text, text, xml) is 'A section of the status page with its heading.';
revoke all on function shipkeeper.page_section(text, text, xml) from public;
