create or replace function shipkeeper.page_sections(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with filled as (
    select
      r.id,
      max(r.total) as total,
      jsonb_agg(to_jsonb(r.cells) order by r.place) as cells
    from (
      select * from shipkeeper.page_order_rows()
      union all
      select * from shipkeeper.page_figure_rows(p_now)
    ) as r
    group by r.id
  ),
  section as (
    select
      t.section,
      min(t.place) as place,
      xmlagg(case
        when t.id = 'days' then xmlelement(name details, xmlforest(t.title as summary), x.content) else x.content
      end order by t.place) filter (where f.id is not null) as tables,
      string_agg(lower(left(t.title, 1)) || substr(t.title, 2), '; ' order by t.place) filter (where f.id is null) as absent
    from (select *, row_number() over () as place from shipkeeper.page_tables()) as t
    left join filled as f on f.id = t.id
    cross join lateral shipkeeper.page_table(t.id, t.title, t.hint, t.columns, f.total, f.cells, t.more, p_now) as x (content)
    group by t.section
  )
  select xmlagg(
    shipkeeper.page_section(s.section, h.title, xmlconcat(
      case when s.section = 'figures' then shipkeeper.page_trends(p_now) end, s.tables,
      case when s.absent is not null then xmlelement(name p, xmlattributes('none' as class), format('None: %s.', s.absent)) end
    )) order by s.place
  )
  from section as s
  join (
    values
    ('decide', 'The orders that need somebody'), ('orders', 'Orders without products'), ('lots', 'Lots'), ('figures', 'Figures'),
    ('runs', 'What Shipkeeper may do, and how it runs')
  ) as h (section, title) on h.section = s.section
$$;
comment on function shipkeeper.page_sections(timestamptz) is
'The tables of the status page by their sections; those that have no rows are named, so that nothing is left to guess.';
revoke all on function shipkeeper.page_sections(timestamptz) from public;
