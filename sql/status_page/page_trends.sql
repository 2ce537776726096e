create or replace function shipkeeper.page_trends(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with bar as (
    select
      b.*,
      row_number() over (partition by b.plot order by b.value desc, b.place desc) = 1 as is_peak,
      100.0 / count(*) over (partition by b.plot) as slot
    from shipkeeper.page_trend_rows(p_now) as b
  ),
  frame as (
    select
      x.*,
      p.*,
      shipkeeper.page_scale(greatest(p.most, x.lim)) as top,
      -- Room for the numbers on the bars above.
      18 + x.height as ground
    from shipkeeper.settings as t
    cross join shipkeeper.quota as q
    cross join lateral (
      values
      (1, 'trend-open', 'Orders without products, day by day (the fewer, the better)', 120, t.alert_ghosts::numeric, 'alert above '),
      (2, 'trend-completed', 'Orders that got their products, day by day', 70, null, null),
      (3, 'trend-requests', 'Requests to ShipStation, minute by minute', 70, coalesce(q.request_limit, 40), 'ShipStation''s limit a minute: ')
    ) as x (of_plot, id, title, height, lim, line)
    join (
      select b.plot, max(b.value) as most, sum(b.value) as total, max(b.label) filter (where b.is_peak) as peak, bool_or(b.is_gap) as has_gaps
      from bar as b
      group by b.plot
    ) as p on p.plot = x.of_plot
  ),
  -- Across in per cent, up and down in pixels: letters and lines keep their size on every screen.
  shape as (
    select
      b.*,
      f.ground,
      round(b.slot * (b.place - 0.85), 2) || '%' as x,
      round(b.slot * 0.7, 2) || '%' as width,
      round(b.slot * (b.place - 0.5), 2) || '%' as middle,
      case when b.slot * b.place < 10 then 'start' when b.slot * b.place > 95 then 'end' else 'middle' end as anchor,
      case when b.is_gap then '×' when b.value > 0 and b.is_peak then shipkeeper.page_number(b.value) end as mark,
      -- What is more than nothing is seen.
      case when b.value > 0 then greatest(round(b.value / f.top * f.height, 1), 2) else 0 end as value_height,
      case when b.part > 0 then greatest(round(b.part / f.top * f.height, 1), 2) else 0 end as part_height
    from bar as b
    join frame as f on f.plot = b.plot
  ),
  drawn as (
    select s.plot, xmlagg(xmlelement(
      name g,
      xmlelement(name title, format('%s: %s', s.label, s.words)),
      xmlelement(name rect, xmlattributes('most' as class, s.x, s.width, s.ground - s.value_height as y, s.value_height as height)),
      xmlelement(name rect, xmlattributes('part' as class, s.x, s.width, s.ground - s.part_height as y, s.part_height as height)),
      case when s.mark is not null then xmlelement(
        name text, xmlattributes('mark' as class, s.middle as x, s.ground - s.value_height - 5 as y, s.anchor as "text-anchor"), s.mark
      ) end,
      case when s.has_tick then xmlconcat(
        xmlelement(name line, xmlattributes('ground' as class, s.middle as x1, s.middle as x2, s.ground as y1, s.ground + 4 as y2)),
        xmlelement(name text, xmlattributes(s.middle as x, s.ground + 17 as y, 'end' as "text-anchor"), s.label)
      ) end
    ) order by s.place) as bars
    from shape as s
    group by s.plot
  ),
  grid as (
    select
      f.plot,
      xmlagg(xmlelement(name text, xmlattributes('38' as x, y.y + 4 as y, 'end' as "text-anchor"), case
        -- The axis has room for few digits.
        when g.value >= 1e6 then shipkeeper.page_number(g.value / 1e6) || ' M'
        when g.value >= 1e4 then shipkeeper.page_number(g.value / 1e3) || ' k'
        else shipkeeper.page_number(g.value)
      end) order by g.value) filter (where g.class <> 'limit') as labels,
      xmlagg(l.line) filter (where g.class <> 'limit') as lines,
      xmlagg(l.line) filter (where g.class = 'limit') as limit_line
    from frame as f
    cross join lateral (values (0, 'ground'), (f.top / 2, 'grid'), (f.top, 'grid'), (f.lim, 'limit')) as g (value, class)
    cross join lateral (select round(f.ground - g.value / f.top * f.height, 1) as y) as y
    cross join lateral (
      select xmlelement(name line, xmlattributes(g.class as class, '0' as x1, '100%' as x2, y.y as y1, y.y as y2)) as line
    ) as l
    where g.value is not null
    group by f.plot
  )
  select xmlagg(xmlelement(
    name figure, xmlattributes(f.id),
    xmlelement(
      name figcaption, xmlforest(f.title as strong),
      case when f.plot = 1 then xmlconcat(
        xmlelement(name span, xmlattributes('swatch most' as class), 'at most'),
        xmlelement(name span, xmlattributes('swatch part' as class), 'left at the day''s end')
      ) end,
      case when f.lim > 0 then xmlelement(name span, xmlattributes('swatch line' as class), f.line, shipkeeper.page_number(f.lim)) end,
      case when f.has_gaps then xmlforest('× no run ended on that day' as span) end
    ),
    xmlelement(
      name div, xmlattributes('plot' as class, 'img' as role, format(
        'Bars: %s in all, the most %s (%s).', shipkeeper.page_number(f.total), shipkeeper.page_number(f.most), f.peak
      ) as "aria-label"),
      xmlelement(name svg, xmlattributes('axis' as class, '44' as width, f.ground + 20 as height, 'true' as "aria-hidden"), g.labels),
      xmlelement(
        name svg, xmlattributes('bars' as class, '100%' as width, f.ground + 20 as height, 'true' as "aria-hidden"), g.lines, d.bars, g.limit_line
      )
    )
  ) order by f.plot)
  from frame as f
  join drawn as d on d.plot = f.plot
  join grid as g on g.plot = f.plot
$$;
comment on function shipkeeper.page_trends(timestamptz) is
'The plots of the status page: bars as wide as there is room, in words for those who do not see them, with the line above which there is '
'an alert, or ShipStation''s limit (40 a minute until it has said one).';
revoke all on function shipkeeper.page_trends(timestamptz) from public;
