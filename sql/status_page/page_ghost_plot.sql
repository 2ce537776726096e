create or replace function shipkeeper.page_ghost_plot(p_days jsonb)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with day as (
    select
      d.*,
      count(*) over () as days,
      d.ghosts_most = max(d.ghosts_most) over () and d.ghosts_most > 0 as is_peak,
      case when d.place % 7 = 2 then to_char(d.day, 'FMDD Mon') end as tick
    from (
      select
        r.*,
        row_number() over (order by r.day) as place
      from jsonb_to_recordset(p_days) as r (day date, cycles integer, ghosts_most integer, ghosts_open integer, backfilled integer)
    ) as d
  ),
  peak as (
    select max(d.place) as place from day as d where d.is_peak
  ),
  bars as (
    select
      jsonb_agg(jsonb_build_object(
        'value', coalesce(d.ghosts_most, 0), 'part', coalesce(d.ghosts_open, 0), 'tick', d.tick,
        'mark', case
          when d.cycles is null and d.has_begun then '×'
          when d.place = p.place then shipkeeper.page_number(d.ghosts_most)
          -- The last day, unless it would stand on the peak.
          when d.place = d.days and p.place < d.days - 3 then shipkeeper.page_number(d.ghosts_most)
        end,
        'title', d.date || case
          when d.cycles is null then ': no cycle ended'
          else format(': %s at most, %s left at its end', shipkeeper.page_number(d.ghosts_most), shipkeeper.page_number(d.ghosts_open))
        end
      ) order by d.place) as open,
      jsonb_agg(jsonb_build_object(
        'value', coalesce(d.backfilled, 0), 'tick', d.tick,
        'mark', case when d.cycles is null and d.has_begun then '×' end,
        'title', d.date || case
          when d.cycles is null then ': no cycle ended' else format(': %s backfilled', shipkeeper.page_number(d.backfilled))
        end
      ) order by d.place) as backfilled,
      bool_or(d.cycles is null and d.has_begun) as has_gaps,
      max(d.ghosts_most) as most,
      max(d.date) filter (where d.place = p.place) as peak_date,
      sum(d.backfilled) as backfilled_total
    from (
      select
        y.*,
        to_char(y.day, 'FMDD Mon') as date,
        bool_or(y.cycles is not null) over (order by y.place) and y.place < y.days as has_begun
      from day as y
    ) as d
    cross join peak as p
  )
  select xmlconcat(
    xmlelement(
      name figure,
      xmlelement(
        name figcaption, xmlforest('Open each day' as strong),
        xmlelement(name span, shipkeeper.page_swatch('key-most'), 'at most'),
        xmlelement(name span, shipkeeper.page_swatch('key-part'), 'left at the day''s end'),
        case when b.has_gaps then xmlforest('× no cycle ended on that day' as span) end
      ),
      shipkeeper.page_bar_plot(
        'Bars: ghost orders open on each of the last 30 days'
        || case
          when b.peak_date is null then ', none.'
          else format('; the most was %s on %s.', shipkeeper.page_number(b.most), b.peak_date)
        end,
        b.open, 120
      )
    ),
    xmlelement(
      name figure,
      xmlelement(name figcaption, xmlforest('Backfilled each day' as strong)),
      shipkeeper.page_bar_plot(
        format(
          'Bars: orders backfilled on each of the last 30 days, %s in all.', shipkeeper.page_number(coalesce(b.backfilled_total, 0))
        ),
        b.backfilled, 70
      )
    )
  )
  from bars as b
$$;
comment on function shipkeeper.page_ghost_plot(jsonb) is
'The two plots of the status page''s ghosts. p_days: of each day, cycles (null: none ended), ghosts_most, ghosts_open and backfilled.';
revoke all on function shipkeeper.page_ghost_plot(jsonb) from public;
