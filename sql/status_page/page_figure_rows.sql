create or replace function shipkeeper.page_figure_rows(p_now timestamptz)
returns table (id text, place bigint, cells text[], total bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with today as (
    select s.*, (p_now at time zone s.shop_time_zone)::date as date from shipkeeper.settings as s
  ),
  last_run as (
    select c.writes_allowed from shipkeeper.cycle as c where c.kind = 'run' order by c.cycle_id desc limit 1
  )
  select
    'success', w.place, array[
      w.words, coalesce(to_char(r.percent, 'FM990.0') || ' %', '—'), r.backfilled::text, r.failed::text, r.held::text
    ], null::bigint
  from shipkeeper_report.success_rate as r
  join (values (1, 'today', 'Today'), (2, '7 days', 'Last 7 days'), (3, '30 days', 'Last 30 days')) as w (place, period, words)
    on w.period = r.period
  union all
  select
    'units_by_status', row_number() over (order by u.units_in_shipstation is null, u.status), array[
      replace(u.status, '_', ' '), u.orders::text, u.units_in_shipstation::text, u.units_here::text, u.difference::text,
      u.orders_that_differ::text
    ], null
  from shipkeeper_report.units_by_status as u
  union all
  select
    'days', -d.place, array[d.day, d.most::text, d.left_over::text, d.completed::text, d.runs::text, d.stopped::text], null
  from shipkeeper.page_days(p_now) as d
  union all
  select
    'modes', m.place, array[
      m.side, m.what, case when shipkeeper.pause_reason() is null then m.answer else regexp_replace(m.answer, '^Yes', 'Paused now; else yes') end
    ], null
  from today as t
  cross join shipkeeper.cancellation_stop as c
  left join last_run as r on true
  cross join lateral (
    values
    (1, 'Here', 'Missing products of an order', 'Yes.'),
    (2, 'Here', 'Status and other changes of an order, new orders', case t.sync_mode
      when 'full' then 'Yes.' when 'heal_only' then 'No: only missing products.' else 'No: changes are not read at all.'
    end || format(' (setting sync_mode: %s)', t.sync_mode)),
    (3, 'Here', 'Cancelling an order that ShipStation does not know', case
      when c.stopped_at is not null then 'No: stopped since ' || shipkeeper.page_moment(c.stopped_at, p_now) || '.'
      else format('Yes, %s a day at most.', t.cancellations_per_day)
    end),
    (4, 'In ShipStation', 'New lot numbers', case
      when t.lot_mode = 'off' then 'No: lots are not looked at.'
      when t.lot_mode = 'dry_run' then 'No: a trial, it only says what it would change.'
      when r.writes_allowed is false then 'No, not even what a person agreed to: its server may not write there.'
      when r.writes_allowed is null then 'Not known before the first run.'
      when t.lot_mode = 'approval' then 'Yes, each after a person has agreed.'
      else 'Yes, by itself; it asks where an order may have been picked.'
    end || format(' (setting lot_mode: %s)', t.lot_mode)),
    (5, 'In ShipStation', 'Anything else', 'Never.')
  ) as m (place, side, what, answer)
  union all
  select
    'work', k.turn, array[
      coalesce(nullif(shipkeeper.page_word('work', k.work_kind), replace(k.work_kind, '_', ' ')), initcap(replace(k.work_kind, '_', ' '))),
      shipkeeper.page_age(p_now - p.got_on_at) || ' ago', shipkeeper.page_age(p_now - p.reached_at) || ' ago', f.today
    ], null
  from shipkeeper.known_kind as k
  left join shipkeeper.progress as p on p.work_kind = k.work_kind
  left join lateral (
    select string_agg(
      format('%s %s', shipkeeper.page_number(d.value), shipkeeper.page_word('figure', d.figure)), ', ' order by d.figure
    ) as today
    from shipkeeper.daily_figure as d
    where d.work_kind = k.work_kind and d.value <> 0 and d.day = (select t.date from today as t)
  ) as f on true
  where k.cycle_kind = 'run'
  union all
  select
    'cycles', -c.cycle_id, array[
      c.started_at::text,
      coalesce(shipkeeper.page_word('cycle', c.outcome), 'at work')
      || case when c.stop_reason <> c.outcome then ', ' || replace(c.stop_reason, '_', ' ') else '' end,
      c.duration_seconds::text, c.requests::text, c.backfilled::text, c.errors::text, c.orders_seen::text, c.worker
    ], null
  from (select y.* from shipkeeper_report.cycles as y where y.kind = 'run' order by y.cycle_id desc limit 5) as c
$$;
comment on function shipkeeper.page_figure_rows(timestamptz) is
'The rows of the status page''s tables of figures, modes and runs: see page_order_rows. Success: orders that '
'got their products / these + failed + held, each order counted once, by what came of it last in that time; cut, so that 100.0 is all.';
revoke all on function shipkeeper.page_figure_rows(timestamptz) from public;
