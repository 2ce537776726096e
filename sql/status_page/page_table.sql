create or replace function shipkeeper.page_table(
  p_id text, p_title text, p_hint text, p_columns text[], p_total bigint, p_rows jsonb, p_more text, p_now timestamptz
)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with col as (
    select
      c.place,
      ltrim(c.spec, '#@+') as title,
      nullif(concat_ws(
        ' ', case when c.place = 1 then 'key' end,
        case left(c.spec, 1) when '#' then 'number' when '@' then 'time' when '+' then 'wide' end
      ), '') as class
    from unnest(p_columns) with ordinality as c (spec, place)
  )
  select xmlelement(
    name div, xmlattributes('group' as class, p_id as id),
    xmlelement(name h3, p_title, case
      when p_total is not null then xmlelement(name span, xmlattributes('count' as class), shipkeeper.page_number(p_total))
    end),
    case when p_hint is not null then xmlelement(name p, xmlattributes('quiet' as class), p_hint) end,
    xmlelement(
      name table,
      xmlelement(name caption, p_title),
      xmlelement(name thead, xmlelement(name tr, (
        select xmlagg(xmlelement(name th, xmlattributes('col' as scope, c.class as class), c.title) order by c.place) from col as c
      ))),
      xmlelement(name tbody, (
        select xmlagg(xmlelement(name tr, (
          select xmlagg(xmlelement(
            name td, xmlattributes(c.title as "data-label", c.class as class),
            shipkeeper.page_text(case
              when c.class like '%number' then shipkeeper.page_number(x.cell::numeric)
              when c.class like '%time' then shipkeeper.page_moment(x.cell::timestamptz, p_now)
              else x.cell
            end, case when c.class like '%wide' then 300 else 80 end)
          ) order by c.place)
          from col as c
          cross join lateral (select r.cells ->> (c.place - 1)::integer as cell) as x
        )) order by r.place)
        from jsonb_array_elements(p_rows) with ordinality as r (cells, place)
      ))
    ),
    case when p_total > jsonb_array_length(p_rows) then xmlelement(
      name p, xmlattributes('quiet' as class), format('and %s more ', shipkeeper.page_number(p_total - jsonb_array_length(p_rows))),
      xmlelement(name span, xmlattributes('small' as class), '(', shipkeeper.page_sentence('shipkeeper_report.' || p_more), ')')
    ) end
  )
$$;
comment on function shipkeeper.page_table(text, text, text, text[], bigint, jsonb, text, timestamptz) is
'A table of the status page, from a row of page_tables: p_rows are arrays of texts (numbers and times as'
'PostgreSQL writes them), p_total how many rows there would be.';
revoke all on function shipkeeper.page_table(text, text, text, text[], bigint, jsonb, text, timestamptz) from public;
