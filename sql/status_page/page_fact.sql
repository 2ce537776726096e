create or replace function shipkeeper.page_fact(p_name text, p_number numeric, p_remark text)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name div,
    xmlforest(p_name as dt),
    xmlelement(name dd, shipkeeper.page_number(p_number), case when p_remark is not null then xmlconcat(
      xmlforest(' ' as span), xmlforest(p_remark as small)
    ) end)
  )
$$;
comment on function shipkeeper.page_fact(text, numeric, text) is
'A number of the status page with its name, and a remark on it or null.';
revoke all on function shipkeeper.page_fact(text, numeric, text) from public;
