-- What each day came to, beside the shop's own figures.
begin;
\ir ../prelude.psql
select plan(5);
select is_empty('select * from shipkeeper_report.daily_figures', 'no cycle, no day');
select play.make_ghosts('1', '2'), play.answer_order('1', 'shipped', play.item('A')), play.answer_order('2', 'on_hold');
select play.run();
select results_eq(
  'select cycles, requests, backfilled, ghosts_open, ghosts_held, shop_orders, shop_shipments, shop_pending_uploads, shop_system_status
   from shipkeeper_report.daily_figures',
  $$ values (1, 2::bigint, 1, 1, 0, null::integer, null::integer, null::integer, null::text) $$, 'a day of which the shop has no row'
);
insert into public.system_kpis (snapshot_date, orders_today, shipments_sent, pending_uploads, system_status)
select to_char(d.day, 'YYYY-MM-DD'), 20, 19, 3, 'online' from shipkeeper.daily_figure as d
union all select '2020-01-01', 1, 1, 1, 'offline' union all select 'no date', 1, 1, 1, 'offline';
select results_eq(
  'select cycles, shop_orders, shop_shipments, shop_pending_uploads, shop_system_status from shipkeeper_report.daily_figures',
  $$ values (1, 20, 19, 3, 'online') $$, 'and one of which it has'
);
-- Cycles are deleted in the end; their days stay.
update shipkeeper.cycle set started_at = '2020-01-01', ended_at = '2020-01-01';
update shipkeeper.daily_figure set day = '2020-01-01';
select shipkeeper_operator.prune() > 0, shipkeeper_operator.prune() > 0;
select is_empty('select * from shipkeeper_report.cycles', 'when the cycles are deleted');
select results_eq(
  'select day, backfilled, shop_system_status from shipkeeper_report.daily_figures', $$ values (date '2020-01-01', 1, 'offline') $$,
  'the day''s figures stay'
);

select * from finish();
rollback;
