create or replace function shipkeeper.page_bar_plot(
  p_label text, p_bars jsonb, p_height integer, p_limit numeric default null, p_limit_label text default null
)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- Across in per cent, up and down in pixels: letters and lines keep their size on every screen.
  with bar as (
    select
      b.place,
      b.bar ->> 'title' as title,
      b.bar ->> 'tick' as tick,
      b.bar ->> 'mark' as mark,
      (b.bar ->> 'value')::numeric as value,
      coalesce((b.bar ->> 'part')::numeric, (b.bar ->> 'value')::numeric) as part,
      100.0 / jsonb_array_length(p_bars) as slot,
      100.0 / jsonb_array_length(p_bars) * (b.place - 1) as x
    from jsonb_array_elements(p_bars) with ordinality as b (bar, place)
  ),
  -- Room for the numbers on the bars above, for the ticks' labels below.
  frame as (
    select
      shipkeeper.page_scale(greatest(max(b.value), p_limit)) as top,
      18 as ceiling,
      18 + p_height as ground,
      18 + p_height + 20 as height
    from bar as b
  ),
  shape as (
    select
      b.*,
      round(b.x + b.slot * 0.15, 2) || '%' as bar_x,
      round(b.slot * 0.7, 2) || '%' as bar_width,
      round(b.x + b.slot / 2, 2) || '%' as middle,
      case when b.x < 8 then 'start' when b.x > 92 then 'end' else 'middle' end as anchor,
      -- What is more than nothing is seen.
      case when b.value > 0 then greatest(round(b.value / f.top * p_height, 1), 2) else 0 end as value_height,
      case when b.part > 0 then greatest(round(b.part / f.top * p_height, 1), 2) else 0 end as part_height
    from bar as b
    cross join frame as f
  ),
  grid as (
    select
      g.value,
      -- The axis has room for few digits.
      case
        when g.value >= 1e9 then shipkeeper.page_number(g.value / 1e9) || ' G'
        when g.value >= 1e6 then shipkeeper.page_number(g.value / 1e6) || ' M'
        when g.value >= 1e4 then shipkeeper.page_number(g.value / 1e3) || ' k'
        else shipkeeper.page_number(g.value)
      end as label,
      round(f.ground - g.value / f.top * p_height, 1) as y
    from frame as f
    cross join lateral (values (0), (f.top / 2), (f.top)) as g (value)
  )
  select xmlelement(
    name div, xmlattributes('plot' as class, 'img' as role, p_label as "aria-label"),
    xmlelement(
      name svg, xmlattributes('axis' as class, '44' as width, f.height as height, 'true' as "aria-hidden"),
      (
        select xmlagg(
          xmlelement(name text, xmlattributes('38' as x, g.y + 4 as y, 'end' as "text-anchor"), g.label)
          order by g.value
        )
        from grid as g
      )
    ),
    xmlelement(
      name svg, xmlattributes('bars' as class, '100%' as width, f.height as height, 'true' as "aria-hidden"),
      (
        select xmlagg(xmlelement(
          name line,
          xmlattributes(case when g.value = 0 then 'ground' else 'grid' end as class, '0' as x1, '100%' as x2, g.y as y1, g.y as y2)
        ) order by g.value)
        from grid as g
      ),
      (
        select xmlagg(xmlelement(
          name g,
          xmlelement(name title, s.title),
          xmlelement(name rect, xmlattributes(
            'touch' as class, round(s.x, 2) || '%' as x, round(s.slot, 2) || '%' as width, f.ceiling as y, p_height as height
          )),
          case when s.value_height > s.part_height then xmlelement(name rect, xmlattributes(
            'most' as class, s.bar_x as x, s.bar_width as width, f.ground - s.value_height as y, s.value_height as height
          )) end,
          case when s.part_height > 0 then xmlelement(name rect, xmlattributes(
            'part' as class, s.bar_x as x, s.bar_width as width, f.ground - s.part_height as y, s.part_height as height
          )) end,
          case when s.mark is not null then xmlelement(name text, xmlattributes(
            'mark' as class, s.middle as x, f.ground - s.value_height - 5 as y, s.anchor as "text-anchor"
          ), s.mark) end,
          case when s.tick is not null then xmlconcat(
            xmlelement(name line, xmlattributes('ground' as class, s.middle as x1, s.middle as x2, f.ground as y1, f.ground + 4 as y2)),
            xmlelement(name text, xmlattributes(s.middle as x, f.height - 3 as y, 'end' as "text-anchor"), s.tick)
          ) end
        ) order by s.place)
        from shape as s
      ),
      (
        select xmlconcat(
          xmlelement(name line, xmlattributes('limit' as class, '0' as x1, '100%' as x2, l.y as y1, l.y as y2)),
          xmlelement(name text, xmlattributes('mark' as class, '0' as x, l.y - 5 as y), p_limit_label)
        )
        from (select round(f.ground - p_limit / f.top * p_height, 1) as y) as l
        where p_limit is not null
      )
    )
  )
  from frame as f
$$;
comment on function shipkeeper.page_bar_plot(text, jsonb, integer, numeric, text) is
'A plot of bars for the status page, p_height pixels high and as wide as there is room. p_bars: of each value, part (what of it is drawn '
'solid; absent: all), title (what it says when pointed at), mark (what stands on it) and tick (what stands below it). p_limit: where a '
'dashed line is drawn, and what stands on it. p_label: all of it in words, for those who do not see it.';
revoke all on function shipkeeper.page_bar_plot(text, jsonb, integer, numeric, text) from public;
