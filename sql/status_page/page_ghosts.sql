create or replace function shipkeeper.page_ghosts(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
-- A row of settings counts for many before it is analyzed: compiling would take a second.
set jit = off
as $$
  with figure as (
    select
      f.day,
      f.figure,
      f.value
    from shipkeeper.settings as s
    -- Between two days: of all days since one, the planner would read the whole table.
    join shipkeeper.daily_figure as f
      on f.day between (p_now at time zone s.shop_time_zone)::date - 29 and (p_now at time zone s.shop_time_zone)::date
    where f.work_kind in ('cycle', 'ghosts')
  ),
  day as (
    select
      g.day::date as day,
      max(f.value) filter (where f.figure = 'cycles')::bigint as cycles,
      max(f.value) filter (where f.figure = 'cycles_stopped')::bigint as cycles_stopped,
      max(f.value) filter (where f.figure = 'ghosts_most')::bigint as ghosts_most,
      max(f.value) filter (where f.figure = 'ghosts_open')::bigint as ghosts_open,
      max(f.value) filter (where f.figure = 'backfilled')::bigint as backfilled
    from (select (p_now at time zone s.shop_time_zone)::date as today from shipkeeper.settings as s) as t
    cross join lateral generate_series(t.today - 29, t.today, interval '1 day') as g (day)
    left join figure as f on f.day = g.day::date
    group by g.day
  )
  select shipkeeper.page_section('ghosts', 'Ghost orders, last 30 days', xmlconcat(
    xmlelement(name dl, (
      select xmlconcat(
        shipkeeper.page_fact('open', g.open, case when g.held > 0 then format('%s of them held', shipkeeper.page_number(g.held)) end),
        shipkeeper.page_fact('backfilled in 30 days', (select coalesce(sum(d.backfilled), 0) from day as d), null),
        shipkeeper.page_fact('without a ShipStation id', w.orders, case when w.orders > 0 then 'nobody can ask for them' end)
      )
      from (select count(*) as open, count(o.held_reason) as held from shipkeeper.ghost as o) as g
      cross join (
        select coalesce(
          (select s.without_shipstation_id from shipkeeper.ghost_search as s order by s.cycle_id desc limit 1), 0
        ) as orders
      ) as w
    )),
    (select shipkeeper.page_ghost_plot(jsonb_agg(to_jsonb(d))) from day as d),
    (
      select xmlelement(
        name details, xmlforest('The figures' as summary),
        shipkeeper.page_table(
          'Ghost orders day by day', array['Day', 'Open at most', 'Left', 'Backfilled', 'Cycles', 'Of them stopped'],
          array['Open at most', 'Left', 'Backfilled', 'Cycles', 'Of them stopped'],
          xmlagg(xmlelement(
            name tr,
            shipkeeper.page_cell('Day', xmlforest(to_char(d.day, 'FMDD Mon') as span), 'key'),
            shipkeeper.page_cell('Open at most', xmlforest(shipkeeper.page_number(d.ghosts_most) as span), 'number'),
            shipkeeper.page_cell('Left', xmlforest(shipkeeper.page_number(d.ghosts_open) as span), 'number'),
            shipkeeper.page_cell('Backfilled', xmlforest(shipkeeper.page_number(d.backfilled) as span), 'number'),
            shipkeeper.page_cell('Cycles', xmlforest(shipkeeper.page_number(d.cycles) as span), 'number'),
            shipkeeper.page_cell('Of them stopped', xmlforest(shipkeeper.page_number(d.cycles_stopped) as span), 'number')
          ) order by d.day desc)
        )
      )
      from day as d
    )
  ))
$$;
comment on function shipkeeper.page_ghosts(timestamptz) is
'The ghosts on the status page: how many there are, and the last 30 days as plots and in figures.';
revoke all on function shipkeeper.page_ghosts(timestamptz) from public;
