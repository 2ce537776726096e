create or replace function shipkeeper.page_sentence(p_text text)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name span,
    xmlagg(
      xmlconcat(case when s.place > 1 then xmlelement(name wbr) end, xmlelement(name span, coalesce(nullif(s.piece, ''), '—')))
      order by s.place
    )
  )
  from regexp_split_to_table(coalesce(shipkeeper.printable(p_text, 2000), ''), '(?<=[._])(?=[a-z])') with ordinality as s (piece, place)
$$;
comment on function shipkeeper.page_sentence(text) is
'A sentence of ours for the status page: names such as shipkeeper_operator.release_order may be broken where a person would.';
revoke all on function shipkeeper.page_sentence(text) from public;
