create or replace function shipkeeper.page_cell(p_label text, p_content xml, p_class text default null)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(name td, xmlattributes(p_label as "data-label", p_class as class), p_content)
$$;
comment on function shipkeeper.page_cell(text, xml, text) is
'A cell of a table of the status page; its column''s title stands above it where the page is narrow. Classes: number (to the right), wide '
'(a line of its own where narrow), key (what the row is about). The content must not be empty.';
revoke all on function shipkeeper.page_cell(text, xml, text) from public;
