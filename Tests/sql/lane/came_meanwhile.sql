-- A header that comes in between the page and its batch is a known order among new ones: no insert, which may wait, holds its lock.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(5);
create table play.inserted (order_number text, is_known_one_locked boolean not null);
-- Who has its row: the foreign key of its line, until somebody locks it.
create table play.holder (at_first xid not null);
create function play.look() returns trigger language plpgsql security definer as $$
begin
  insert into play.inserted select new.order_number, o.xmax not in ('0', h.at_first)
  from public.orders_inbox as o, play.holder as h where o.order_number = '2';
  return new;
end
$$;
select play.remote_orders(1, 3);
select play.sync('full', '2025-11-20 17:30Z');
create function play.run_with_guest() returns void language plpgsql as $$
declare
  v_cycle constant bigint := play.start('{"kind": "run", "only": ["sync"]}');
  v_request constant bigint := play.next_request(v_cycle);
begin
  perform play.hand_over(v_request, a.status, a.body, null, play.date_header())
  from shipkeeper.request as r, play.remote_answer(r.path) as a where r.request_id = v_request;
  perform play.next(v_cycle);
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items) values ('2', '2025-11-20', 'on_hold', '72', 1);
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id) select id, 'B', 1, 1 from public.orders_inbox;
  insert into play.holder select o.xmax from public.orders_inbox as o;
  create trigger t before insert on public.orders_inbox for each row execute function play.look();
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
end
$$;
select play.run_with_guest();
select is((select count(*) from play.inserted where order_number in ('1', '3')), 2::bigint, 'two are brought in');
-- The other one comes after the third, whose lock lasts as long as this transaction.
select ok(not is_known_one_locked, 'by a call that holds no lock on the third') from play.inserted where order_number = '1';
select is(play.header('1') || play.header('2') || play.header('3'), 'awaiting_shipment 2awaiting_shipment 2awaiting_shipment 2', 'all are written');
select figures from play.figures_are('{"orders_imported": 2, "orders_updated": 1, "orders_refused": 0}', 'each once') as figures;
select is(play.refused(), '{}', 'none is refused');

select * from finish();
rollback;
