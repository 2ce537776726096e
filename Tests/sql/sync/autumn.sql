-- The nights in which ShipStation's clock is put back or forward, and clocks that differ.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(27);
update play.largest_page set orders = 4;
create function play.windows() returns text language sql as $$
  select string_agg(
    right(play.parameter(u.path, 'modifyDateStart'), 8) || '-' || right(play.parameter(u.path, 'modifyDateEnd'), 8), ' ' order by u.place
  )
  from unnest(play.sent()) with ordinality as u (path, place)
$$;
-- A change at an instant of the night of 2025-11-02, as ShipStation's clock shows it, and a run there.
create function play.change(p_number text, p_at time, p_units integer default 1) returns void language sql as $$
  select play.remote_order(
    p_number, shipkeeper.pacific_wall(('2025-11-02 ' || p_at || 'Z')::timestamptz), 'awaiting_shipment', array[play.item('A', p_units)]
  )
$$;
create function play.run_at(p_at time) returns text language plpgsql as $$
begin
  update play.clock set now = ('2025-11-02 ' || p_at || 'Z')::timestamptz;
  perform play.walk_on();
  return right(play.watermark(), 9);
end
$$;
create function play.units(p_number text) returns text language sql as $$ select split_part(play.header(p_number), ' ', 2) $$;

-- The hour from 1 to 2 comes at 08:00 UTC, and at 09:00 again.
select play.sync('full', '2025-11-02 07:50Z');
select play.change('1', '07:59:30'), play.change('2', '08:20');
select is(play.run_at('08:21'), '08:20:00Z', 'in the hour''s first pass');
select is(
  left(play.windows(), 9), '00:45:00-', 'a window that starts before it starts where it would'
);
select play.change('3', '08:40'), play.change('4', '08:41'), play.change('5', '08:42'), play.change('6', '08:43');
select is(play.run_at('08:45'), '08:43:00Z', 'half an hour later');
select is(
  regexp_replace(play.windows(), '^(\S+)-\S+', '\1-'), '00:59:59- 00:59:59-02:00:01 00:59:59-02:00:01',
  'a window that touches it is asked for from 00:59:59 to 02:00:01'
);
select is(play.pages(), '500/1 500/1 4/2', 'there the key leads no further: by the number of the page, counted in the closed window');
select is(play.seen(), '1-6', 'nothing is missed');

-- The second pass: its changes look older than those of the first.
select play.change('7', '09:10'), play.change('2', '09:15', 2), play.change('3', '09:40', 3);
select is(play.run_at('09:41'), '08:43:00Z', 'in the second pass the watermark takes each time for the earlier one');
select is(play.seen(), '1-7', 'but sees what is new');
select is(play.units('2') || play.units('3'), '23', 'and what changed again, by the clock earlier or at the very same time');
select play.change('8', '09:59:59.9'), play.change('9', '10:00:00.5');
select is(play.run_at('10:00:30'), '10:00:00Z', 'after the night''s change it goes on');
select is(play.seen(), '1-9', 'nothing is missed at its end');
select is(
  right(play.windows(), 17), '00:59:59-02:00:30', 'the window that holds the whole hour ends where it would'
);
select play.change('10', '10:06');
select is(play.run_at('10:07'), '10:06:00Z', 'the next run');
select is(left(play.windows(), 9), '00:59:59-', 'with the overlap touches it still');
select play.change('11', '10:20');
select is(play.run_at('10:21') || ' ' || left(play.windows(), 9), '10:20:00Z 02:01:00-', 'the one after does not');
select is(
  (select string_agg(o.total_items::text, '' order by o.id) from public.orders_inbox as o), '12311111111', 'all are here as they last were'
);

-- An empty window there.
select play.forget();
delete from play.remote;
select play.remote_order('99', '2024-01-01');
select play.sync('full', '2025-11-02 08:30Z');
select is(play.run_at('08:50'), '08:45:00Z', 'an empty window in the first pass: the clock less the overlap');
select is(play.run_at('09:50'), '09:45:00Z', 'in the second as well');
select is(left(play.windows(), 9), '00:59:59-', 'asked for whole');
select is(play.run_at('09:51'), '09:46:00Z', 'minute by minute');

-- Older data, with an hour's tolerance there alone.
select is(
  array(
    select shipkeeper.is_stale(new, known)
    from (
      values
      (timestamp '2025-11-02 01:00', timestamp '2025-11-02 01:59:59'), ('2025-11-02 00:59', '2025-11-02 01:30'),
      ('2025-11-02 01:30', '2025-11-02 02:29'), ('2025-11-02 01:30', '2025-11-02 02:31'), ('2025-11-02 00:30', '2025-11-02 01:31'),
      ('2025-11-02 02:10', '2025-11-02 02:11'), ('2025-11-03 01:10', '2025-11-03 01:11'), ('2025-11-03 01:11', '2025-11-03 01:11'),
      (null, '2025-11-03 01:11')
    ) as v (new, known)
  ), array[false, false, false, true, true, true, true, false, false], 'older by more than an hour there, or at all elsewhere: stale'
);

-- Spring: the clock goes from 02:00 to 03:00 at 10:00 UTC.
delete from play.remote;
select play.remote_order(n::text, t) from (
  values (21, timestamp '2026-03-08 01:58'), (22, '2026-03-08 01:59:59.9'), (23, '2026-03-08 03:00'), (24, '2026-03-08 03:01'),
  (25, '2026-03-08 03:02')
) as v (n, t);
select play.forget();
update play.clock set now = '2026-03-08 10:03Z';
select play.walk('full', '2026-03-08 10:01Z');
select is(play.seen(), '21-25', 'in spring nothing is missed');
select is(
  regexp_replace(play.windows(), '^(\S+)-\S+', '\1-'), '01:56:00- 03:00:59-03:03:00', 'the window goes over the gap as the clock does'
);
select is(play.watermark(), '2026-03-08T10:02:00Z', 'the watermark is the instant');

-- A database's clock that is hours slow: its window ends before ShipStation's now.
update play.clock set now = clock_timestamp() + interval '5 hours';
delete from play.remote;
select play.remote_order('31', shipkeeper.pacific_wall(clock_timestamp() + interval '4 hours'));
select play.forget(), play.walk('full', clock_timestamp() + interval '3 hours');
select is(play.seen(), '31', 'a database''s clock that is hours slow: what ShipStation says is new is read');
select is(array_length(play.sent(), 1), 2, 'with a second request for what lies beyond that clock');
-- One that is hours fast.
update play.clock set now = clock_timestamp() - interval '5 hours';
delete from play.remote;
select play.remote_order('41', shipkeeper.pacific_wall(clock_timestamp() - interval '6 hours'));
select play.forget(), play.walk('full', clock_timestamp() - interval '7 hours');
select ok(
  play.watermark()::timestamptz between clock_timestamp() - interval '6 hours 1 minute' and clock_timestamp() - interval '6 hours',
  'one that is hours fast does not move the watermark'
);

select * from finish();
rollback;
