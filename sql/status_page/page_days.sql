create or replace function shipkeeper.page_days(p_now timestamptz)
returns table (place integer, day text, runs numeric, stopped numeric, most numeric, left_over numeric, completed numeric)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select g.n, to_char(t.date + g.n, 'FMDD Mon'), f.*
  from (select (p_now at time zone s.shop_time_zone)::date - 30 as date from shipkeeper.settings as s) as t
  cross join generate_series(1, 30) as g (n)
  cross join lateral (
    select
      max(d.value) filter (where d.figure = 'cycles'),
      max(d.value) filter (where d.figure = 'cycles_stopped'),
      max(d.value) filter (where d.figure = 'ghosts_most'),
      max(d.value) filter (where d.figure = 'ghosts_open'),
      max(d.value) filter (where d.figure = 'backfilled')
    from shipkeeper.daily_figure as d
    where d.day = t.date + g.n and d.work_kind in ('cycle', 'ghosts')
  ) as f
$$;
comment on function shipkeeper.page_days(timestamptz) is
'The figures of the last 30 days for the status page, the last is today: null where no run ended.';
revoke all on function shipkeeper.page_days(timestamptz) from public;
