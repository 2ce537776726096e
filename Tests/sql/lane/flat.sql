-- An order costs the same whatever waits and whatever was seen: what is read of tables and indexes for it is counted, not timed. The plans are
-- made while the tables are empty, as in a session that begins a new shop, and must serve it when they are full.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(5);
-- As after a vacuum of empty tables: of those never vacuumed the planner takes it that they are not empty.
update pg_class set relpages = 0, reltuples = 0
where relkind = 'r' and relnamespace::regnamespace::text in ('shipkeeper', 'public');

-- Foreign keys are PostgreSQL's own business; the plans of its looks are kept, too.
set local enable_seqscan = off;
select play.make_ghost('1');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, n, 1 from public.orders_inbox, generate_series(1, 20) as n;
delete from public.orders_inbox;
set local enable_seqscan = on;

-- Rows of tables, and entries of indexes, that this transaction has read by now. The tables left out grow with the cycles alone.
create view play.entries_read as
select c.relname, pg_stat_get_xact_tuples_returned(c.oid) as entries
from pg_class as c
where c.relkind in ('r', 'i') and c.relnamespace::regnamespace::text in ('shipkeeper', 'public')
  and c.relname not in ('cycle', 'request', 'message');
create temporary table before as select * from play.entries_read;
create temporary table found (scene text, crowd integer, relname text, entries bigint);
create function play.count_from_here() returns void language sql as $$
  truncate before;
  insert into before select * from play.entries_read
$$;
create function play.note(p_scene text, p_crowd integer) returns void language sql as $$
  insert into found
  select p_scene, p_crowd, e.relname, e.entries - b.entries from play.entries_read as e join before as b using (relname)
$$;
-- What was read more of among many than among few; a small table may be read whole where a larger one is looked up.
create function play.grown(p_scene text) returns table (relname text, few bigint, many bigint) language sql as $$
  select f.relname, f.entries, m.entries
  from found as f
  join found as m on m.scene = f.scene and m.relname = f.relname and m.crowd > f.crowd
  where f.scene = p_scene and m.entries > f.entries + 20
$$;

-- Orders that have nothing to do with those that are looked at: seen, refused, merged, cancelled, held.
create function play.crowd(p_count integer) returns void language sql as $$
  with made as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
    select 'C' || n, '2025-11-03', 'shipped', 900000 + n, 1 from generate_series(1, p_count) as n
    returning id, order_number, shipstation_order_id
  ),
  line as (insert into public.order_items_inbox (order_inbox_id, sku, quantity) select m.id, 'A', 1 from made as m),
  seen as (
    insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, seen_at, cycle_id)
    select m.shipstation_order_id, m.order_number, 'shipped', 1, '2025-11-03', 1 from made as m
  ),
  merged as (
    insert into shipkeeper.merged_order (shipstation_order_id, merged_into, merged_into_number, claimed_at)
    select 'm' || m.shipstation_order_id, m.shipstation_order_id, m.order_number, '2025-11-03' from made as m
  ),
  refused as (
    insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at)
    select m.shipstation_order_id, 'locked', '2025-11-03', 'infinity' from made as m
  ),
  cancelled as (
    insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
    select m.id, m.order_number, m.shipstation_order_id, 'gone', 'uploaded', '2025-11-03', 1 from made as m
  )
  insert into shipkeeper.order_hold (order_inbox_id, order_number, held_at, held_by, reason)
  select m.id, m.order_number, '2025-11-03', 'x', 'x' from made as m
$$;

-- One ghost after the other, by its id: what the second costs, with so many waiting.
create function play.exchange(p_cycle bigint, p_request bigint) returns bigint language plpgsql as $$
begin
  perform play.hand_over(p_request, a.status, a.body, a.error, a.headers)
  from shipkeeper.request as r
  join play.answer as a on a.path = r.path
  where r.request_id = p_request;
  return play.next_request(p_cycle);
end
$$;
create function play.single_ghost(p_from integer, p_waiting integer) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
begin
  perform play.make_ghost(n::text), play.answer_order(n::text, 'awaiting_shipment', play.item('A', 2), play.item('B'))
  from generate_series(p_from, p_from + p_waiting - 1) as n;
  v_cycle := play.start('{"kind": "run", "only": ["ghosts"]}');
  v_request := play.exchange(v_cycle, play.next_request(v_cycle));
  perform play.count_from_here();
  v_request := play.exchange(v_cycle, v_request);
  perform play.note('single', p_waiting);
  perform play.end_cycle(v_cycle);
  delete from public.orders_inbox as o where o.total_items = 0;
  return play.header((p_from + 1)::text);
end
$$;
select is(play.single_ghost(1000, 4), 'awaiting_shipment 3', 'of few ghosts, one is healed by its id');
select play.crowd(500);
select is(play.single_ghost(2000, 500), 'awaiting_shipment 3', 'and one of many, among orders that were seen, refused, merged, cancelled and held');
select is_empty('select * from play.grown(''single'')', 'which reads no more of any table');

-- A page of ghosts.
create function play.ghost_page(p_from integer, p_crowd integer) returns void language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
begin
  delete from play.remote;
  delete from public.orders_inbox where shipstation_order_id like '7%';
  perform play.remote_orders(p_from, p_from + 9, 'shipped'), play.make_ghost(n::text) from generate_series(p_from, p_from + 9) as n;
  perform play.sync('heal_only', '2025-11-20 17:30Z');
  v_cycle := play.start('{"kind": "run", "only": ["sync"]}');
  v_request := play.next_request(v_cycle);
  perform play.count_from_here();
  perform play.hand_over(v_request, a.status, a.body, null, play.date_header())
  from shipkeeper.request as r, play.remote_answer(r.path) as a
  where r.request_id = v_request;
  perform play.next(v_cycle), play.next(v_cycle);
  perform play.note('page', p_crowd);
  perform play.drive(v_cycle), play.end_cycle(v_cycle);
end
$$;
delete from public.orders_inbox;
delete from shipkeeper.order_hold;
delete from shipkeeper.cancellation;
select play.forget();
select play.ghost_page(3000, 0), play.crowd(3000), play.ghost_page(4000, 3000);
select is(count(*), 10::bigint, 'a page heals its ghosts among few orders and among many')
from public.orders_inbox as o where o.order_number like '4%' and o.total_items = 2;
select is_empty('select * from play.grown(''page'')', 'which reads no more of any table');

select * from finish();
rollback;
