-- What each day came to, beside the shop's own figures.
begin;
\ir ../prelude.psql
select plan(8);
select is_empty('select * from shipkeeper_report.daily_figures', 'no cycle, no day');
select play.make_ghosts('1', '2'), play.answer_order('1', 'shipped', play.item('A')), play.answer_order('2', 'on_hold');
select play.run();
create function play.days(p_kinds text[]) returns text language sql as $$
  select string_agg(concat_ws(' ', d.day - (clock_timestamp() at time zone s.shop_time_zone)::date, d.figure, d.value), ', ' order by d.figure)
  from shipkeeper_report.daily_figures as d cross join shipkeeper.settings as s
  where d.kind = any(p_kinds) and d.figure <> 'duration_seconds'
$$;
select is(
  play.days(array['cycle', 'ghosts']),
  '0 backfilled 1, 0 cancelled 0, 0 cycles 1, 0 cycles_stopped 0, 0 errors 0, 0 ghost_orders_found 2, 0 ghosts_held 0, 0 ghosts_most 1, '
  '0 ghosts_open 1, 0 held 0, 0 rate_limited 0, 0 requests 2, 0 skipped 0, 0 work_in_progress 1', 'what a cycle came to, a row a figure'
);
select is(play.days(array['shop']), null, 'the shop has made no row of the day');
insert into public.system_kpis (snapshot_date, orders_today, shipments_sent, pending_uploads, system_status)
select to_char(max(d.day), 'YYYY-MM-DD'), 20, 19, null, 'online' from shipkeeper.daily_figure as d
union all select '2020-01-01', 1, 1, 1, 'offline' union all select 'no date', 1, 1, 1, 'offline';
select is(play.days(array['shop']), '0 orders_today 20, 0 shipments_sent 19', 'once it has, its figures are there');

-- The figures that there are, and what all days come to.
select results_eq(
  $$
  select kind, figure, unit, of_day, total from shipkeeper_report.figures
  where (kind, figure) in (('ghosts', 'backfilled'), ('ghosts', 'ghosts_open'), ('scan', 'orders_scanned')) order by figure
  $$,
  $$
  values ('ghosts', 'backfilled', 'orders', 'sum', 1::numeric), ('ghosts', 'ghosts_open', 'orders', 'last', null),
  ('scan', 'orders_scanned', 'orders', 'sum', 0)
  $$, 'each says what it is, and comes to 0 before it was reported'
);
update shipkeeper.daily_figure set day = '2020-01-01';
select play.make_due(), play.answer_order('2', 'shipped', play.item('A')), play.run();
select results_eq(
  $$ select total from shipkeeper_report.figures where figure in ('backfilled', 'cycles') order by figure $$, array[2::numeric, 2],
  'days add up'
);

-- Cycles are deleted in the end; their days stay.
update shipkeeper.cycle set started_at = '2020-01-01', ended_at = '2020-01-01';
select shipkeeper_operator.prune() > 0, shipkeeper_operator.prune() > 0;
select is_empty('select * from shipkeeper_report.cycles', 'when the cycles are deleted');
select results_eq(
  $$ select figure, value from shipkeeper_report.daily_figures where day = '2020-01-01' and figure in ('backfilled', 'orders_today') $$,
  $$ values ('backfilled', 1::numeric), ('orders_today', 1) $$, 'the figures of their days stay'
);

select * from finish();
rollback;
