-- What a cycle came to is added to its day, once; the shop's own row of the day gets the ghosts' figures where there is one.
begin;
\ir ../prelude.psql
select plan(34);
update shipkeeper.settings set shop_time_zone = 'Asia/Tokyo';
create function play.today() returns date language sql as $$ select (clock_timestamp() at time zone 'Asia/Tokyo')::date $$;
create function play.day(p_names text) returns text language sql as $$
  select string_agg(d.value::text, ' ' order by n.place)
  from unnest(string_to_array(p_names, ', ')) with ordinality as n (name, place)
  left join (
    -- Of several kinds of work under one name, all together; of more than one day, nothing.
    select f.figure, sum(f.value) as value
    from shipkeeper.daily_figure as f
    where f.day = play.today() and (select count(distinct o.day) from shipkeeper.daily_figure as o) = 1
    group by f.figure
  ) as d on d.figure = n.name
$$;
create function play.shop_row() returns text language sql as $$
  select concat_ws(
    ' ', k.orders_today, k.ghost_orders_open, k.ghost_orders_backfilled, k.ghost_orders_held,
    case when k.snapshot_date <> to_char(play.today(), 'YYYY-MM-DD') then k.snapshot_date end
  )
  from public.system_kpis as k order by k.snapshot_date desc limit 1
$$;

-- One cycle.
select play.make_ghosts('1', '2', '3', '4'), play.make_ghost('5', p_shipstation_id => 'x');
select play.answer_order('1', 'shipped', play.item('A')), play.answer('2', 404), play.answer_order('3', 'on_hold'),
  play.answer('4', 200, 'x');
select is(play.run(), 'done', 'a cycle');
select is(play.day('cycles, cycles_stopped, requests, rate_limited'), '1 0 5 0', 'is counted, with its requests');
select is(play.day('backfilled, cancelled, errors'), '1 1 1', 'with what became of the ghosts');
select is(play.day('ghosts_open, ghosts_most, ghosts_held'), '3 3 1', 'and with those it left');
select is(play.day('orders_seen, orders_imported, orders_updated, orders_linked, orders_refused'), '0 0 0 0 0', 'no sync');
select is(play.day('lots_updated, lots_mismatched'), '0 0', 'no lots');
select is((select count(*) from public.system_kpis), 0::bigint, 'the shop has made no row of the day, and none is made');
-- Ended once, added once.
select count(*) from shipkeeper_runner.finish_cycle((select cycle from play.result));
select is(play.day('cycles, requests, backfilled'), '1 5 1', 'ending it again adds nothing');

-- The next one is added; what was left is what the last one left.
insert into public.system_kpis (snapshot_date, orders_today) values (to_char(play.today(), 'YYYY-MM-DD'), 17), ('2020-01-01', 3);
select play.answer_order('3', 'shipped', play.item('A')), play.answer_order('4', 'shipped', play.item('A')), play.make_due();
select play.run();
select is(play.day('cycles, requests, backfilled, cancelled, errors'), '2 7 3 1 1', 'another cycle is added');
select is(play.day('ghosts_open, ghosts_most, ghosts_held'), '1 3 1', 'ghosts are those that the last one left, and the most of any');
select is(play.shop_row(), '17 1 3 1', 'the shop''s row of the day has the day''s');
select is(
  (select num_nonnulls(ghost_orders_open, ghost_orders_backfilled, ghost_orders_held) from public.system_kpis where snapshot_date = '2020-01-01'),
  0, 'other days are left'
);

-- Stopped, refused, given up.
select play.make_ghost('6'), play.answer('6', 429, '', null, convert_to(E'X-Rate-Limit-Reset: 30\r\n', 'UTF8'));
select is(play.run(), 'rate_limited', 'a 429');
select is(play.day('cycles, cycles_stopped, rate_limited'), '3 1 1', 'counts as stopped');
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
create temporary table run as select play.start() as cycle;
select isnt(play.next_request(cycle), null, 'a runner vanishes') from run;
update shipkeeper.lease set expires_at = '-infinity';
select play.answer_order('6', 'shipped', play.item('A')), play.make_due();
select is(play.run(), 'done', 'the next one comes');
select is(play.day('cycles, cycles_stopped, rate_limited, requests'), '5 2 1 9', 'and both are added, each once');
select count(*) from shipkeeper_runner.finish_cycle((select cycle from run));
select is(play.day('cycles, cycles_stopped'), '5 2', 'nor does the one that had lost its lease come again');
select is(play.shop_row(), '17 2 3 1', 'the shop''s row follows');
-- Paused in its course it is done.
create temporary table paused as select play.start() as cycle;
select shipkeeper_operator.pause('x'), play.drive(cycle), play.end_cycle(cycle), shipkeeper_operator.resume('x') from paused;
select is(play.day('cycles, cycles_stopped'), '6 2', 'one that an operator has paused ended well');

-- The sync's figures.
select play.remote_order('9', timestamp '2025-11-20 10:00', 'shipped'), play.sync('full', '2025-11-20 17:30Z'), play.run(), play.sync('off');
select is(play.day('orders_seen, orders_imported, cycles'), '1 1 7', 'what the sync brought is added');
delete from play.remote;

-- The shop's row is written only where it differs.
create temporary table written as select k.ctid as place from public.system_kpis as k;
select play.run();
select set_eq('select k.ctid::text as place from public.system_kpis as k', 'select place::text from written', 'a row that is right is not written again');

-- What the shop refuses does not keep a cycle from ending.
create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'no buyer@example.invalid'; end $$;
create trigger refuse before update on public.system_kpis for each row execute function public.refuse();
select play.make_ghost('7'), play.answer_order('7', 'shipped', play.item('A'));
select is(play.run(), 'done', 'a trigger that refuses does not stop the cycle''s end');
select is(play.day('cycles, backfilled'), '9 4', 'the day is kept here');
select ok('error: ❌ The day''s figures in system_kpis: database failure P0001' = any(play.said()), 'it is said, without data');
select is(play.header('7'), 'shipped 1', 'the work stays done');
select is((select cycle_id from shipkeeper.lease), null, 'the lease is free');
drop trigger refuse on public.system_kpis;
create constraint trigger refuse after update on public.system_kpis deferrable initially deferred for each row execute function public.refuse();
select is(play.run(), 'done', 'nor one that refuses at the commit');
set constraints all immediate;
select is(play.shop_row(), '17 2 3 1', 'what it refused is undone');
drop trigger refuse on public.system_kpis;
-- Its own triggers find the shop's tables.
create table public.note (figure integer);
alter table public.note owner to shop_owner;
create function public.note_figure() returns trigger language plpgsql as $$ begin insert into note values (new.ghost_orders_backfilled); return new; end $$;
create trigger note_figure after update on public.system_kpis for each row execute function public.note_figure();
select play.run();
select results_eq('select figure from public.note', array[4], 'a trigger of the shop''s finds the shop''s tables');
select is(play.shop_row(), '17 2 4 1', 'and the row is written in the end');

-- Another day, by the shop's clock: at 23:30 there the day is not over, at 0:30 it is.
select is(play.day('cycles'), '11', 'until now all was one day');
update shipkeeper.cycle set ended_at = (play.today() + time '23:30') at time zone 'Asia/Tokyo' where cycle_id = (select cycle from paused);
select shipkeeper.note_day(cycle) from paused;
update shipkeeper.cycle set ended_at = (play.today() + 1 + time '00:30') at time zone 'Asia/Tokyo' where cycle_id = (select cycle from paused);
select shipkeeper.note_day(cycle) from paused;
select results_eq(
  $$ select day - play.today(), value::integer from shipkeeper.daily_figure where figure = 'cycles' order by day $$, $$ values (0, 12), (1, 1) $$, 'the shop''s midnight parts the days'
);
select is(
  (select orders_today from public.system_kpis where ghost_orders_open is not null), 17, 'a day without a row of the shop''s has none'
);

select * from finish();
rollback;
