-- The day's figures that the shop's table does not take: nothing else fails by it, so it is said until it is mended.
begin;
\ir ../prelude.psql
select plan(5);
create function play.alerts() returns text language sql as $$
  select coalesce(string_agg(a.alert || ' | ' || a.subject, ', '), '') from shipkeeper_report.alerts as a
$$;
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
insert into public.system_kpis (snapshot_date)
select to_char(clock_timestamp() at time zone s.shop_time_zone, 'YYYY-MM-DD') from shipkeeper.settings as s;
select play.make_ghost('1'), play.answer_order('1', 'shipped', play.item('A'));
create trigger refuse before update on public.system_kpis for each row execute function play.refuse();
select is(play.run() || ' ' || play.header('1'), 'done shipped 1', 'the run goes on');
select is(
  play.alerts(), 'kpis_refused | The ghosts'' figures of the day cannot be written to system_kpis: database failure P0001.', 'and is an alert'
);
select alike(play.run() || ' ' || play.alerts(), 'done kpis_refused %', 'as long as it lasts');
drop trigger refuse on public.system_kpis;
select is(play.run() || play.alerts(), 'done', 'until they are written');
select is((select ghost_orders_backfilled from public.system_kpis), 1, 'as they are');
select * from finish();
rollback;
