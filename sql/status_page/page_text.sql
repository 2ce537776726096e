create or replace function shipkeeper.page_text(p_text text, p_length integer default 80)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  -- The two characters are none in XML, and printable leaves them. An element without a child would not be read as empty by HTML.
  select xmlelement(
    name bdi, coalesce(nullif(btrim(translate(shipkeeper.printable(p_text, p_length), U&'\FFFE\FFFF', '??')), ''), '—')
  )
$$;
comment on function shipkeeper.page_text(text, integer) is
'A text of others (order number, SKU, reason) for the status page: one line, at most p_length characters, with a reading direction of its '
'own; a dash where there is none.';
revoke all on function shipkeeper.page_text(text, integer) from public;
