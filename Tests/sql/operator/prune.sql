-- An operator deletes logs at once; decisions stay.
begin;
\ir ../prelude.psql
select plan(12);
-- A cycle with a ghost each: forty days ago, twenty, and today.
create function play.cycle_with(p_number text, p_status integer) returns bigint language plpgsql as $$
begin
  perform play.make_ghost(p_number), play.answer(p_number, p_status, convert_to(
    play.order_json(p_number, 'shipped', play.item('A'))::text, 'UTF8'
  ));
  perform play.run();
  return (select r.cycle from play.result as r);
end
$$;
create temporary table ended as
select play.cycle_with('1', 200) as cycle, 40 as days
union all select play.cycle_with('2', 404), 20
union all select play.cycle_with('3', 404), 0;
update shipkeeper.cycle as c
set started_at = c.started_at - make_interval(days => e.days), ended_at = c.ended_at - make_interval(days => e.days)
from ended as e where e.cycle = c.cycle_id;
create function play.cycles() returns text language sql as $$
  select string_agg(o.order_number, ' ' order by o.cycle_id) from shipkeeper.cycle as c join shipkeeper.order_outcome as o using (cycle_id)
$$;
select is(play.cycles(), '1 2 3', 'three cycles');
select cmp_ok(shipkeeper_operator.prune(), '>', 3::bigint, 'those older than the setting keep_logs go, with all that is theirs');
select is(play.cycles(), '2 3', 'it keeps 30 days');
select is(shipkeeper_operator.prune(), 0::bigint, 'until nothing is left to delete');
select is(shipkeeper_operator.prune('20 days 1 hour'), 0::bigint, 'another time');
select cmp_ok(shipkeeper_operator.prune('1 day'), '>', 3::bigint, 'a shorter one');
select is(play.cycles(), '3', 'deletes the next');
select throws_ok(
  format('select shipkeeper_operator.prune(%L)', i), 'P0001', 'The last day is kept: what cycles did today may still be needed.',
  'the last day is kept: ' || i
)
from unnest(array['23 hours', '0', '-30 days']) as i;
select is((select count(*) from shipkeeper.cancellation), 2::bigint, 'records of decisions stay');

-- However many orders are kept in between, it says 0 only at the end.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
select 'o' || n, '2025-11-03', case when n <= 6000 then 'on_hold' else 'shipped' end, '8' || n from generate_series(1, 6010) as n;
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, seen_at, cycle_id)
select '8' || n, 'o' || n, 's', 1, timestamptz '2025-01-01 00:00Z' + n * interval '1 second', 1 from generate_series(1, 6010) as n;
select is(
  array[shipkeeper_operator.prune(), shipkeeper_operator.prune(), shipkeeper_operator.prune()], array[10, 0, 0]::bigint[],
  'closed orders behind many open ones are found'
);

select * from finish();
rollback;
