-- Ghosts that get their lines from ShipStation, and that the shop's database refuses to write or keeps locked, do not get on: nor is all well.
begin;
\ir ../prelude.psql
select plan(11);
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
create trigger refuse before insert on public.order_items_inbox for each row execute function play.refuse();
create function play.time_passes() returns void language sql as $$
  update shipkeeper.cycle set started_at = started_at - interval '20 minutes', ended_at = ended_at - interval '20 minutes';
  update shipkeeper.progress set well_at = well_at - interval '20 minutes', failing_since = failing_since - interval '20 minutes';
$$;

select is(play.run(), 'done', 'nothing to do');
select play.make_ghost('1'), play.answer_order('1', 'shipped', play.item('A'));
select is(play.run(), 'done', 'the only ghost is refused: that may be the fault of its order');
select play.make_ghost('2'), play.answer_order('2', 'shipped', play.item('A')), play.make_due();
select is(play.run(), 'no_progress', 'both of two are');
select play.time_passes(), play.make_due(), play.run();
select alike(
  (select string_agg(a.subject, ' ') from shipkeeper_report.alerts as a),
  'The work ghosts has not got on for %: database failure P0001.', 'after a quarter of an hour it is an alert'
);
select alike(
  (select string_agg(a.remedy, ' ') from shipkeeper_report.alerts as a), 'The database refuses what is to be written: %triggers of orders_inbox and %',
  'that says where to look'
);
drop trigger refuse on public.order_items_inbox;
select play.make_due();
select is(play.run(), 'done', 'mended');
select is_empty('select alert from shipkeeper_report.alerts', 'it is none any more');

-- Locked by others: a policy that shows the rows and does not let them be locked looks the same.
alter table public.orders_inbox enable row level security, force row level security;
create policy test_see on public.orders_inbox for select using (true);
create policy test_lock on public.orders_inbox for update using (false);
create policy test_add on public.orders_inbox for insert with check (true);
select play.make_ghosts('3', '4'), play.answer_order('3', 'shipped', play.item('A')), play.answer_order('4', 'shipped', play.item('A'));
select is(play.run(), 'done', 'both are locked for a moment');
select is_empty('select alert from shipkeeper_report.alerts', 'which is no alert');
select play.time_passes(), play.make_due(), play.run();
select alike(
  (select string_agg(a.subject || ' ' || a.remedy, ' ') from shipkeeper_report.alerts as a),
  'The work ghosts has not got on for %: each order is locked by another program. Look at pg_stat_activity %', 'for a quarter of an hour it is one'
);
alter table public.orders_inbox disable row level security, no force row level security;
select play.make_due(), play.run();
select is_empty('select alert from shipkeeper_report.alerts', 'until they are not');
select * from finish();
rollback;
