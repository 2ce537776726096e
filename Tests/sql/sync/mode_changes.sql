-- An operator changes sync_mode while a walk is under way.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(2);
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
values ('1','2025-11-03','awaiting_shipment','71',2,'2025-11-03 10:00');
insert into public.order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id) select id, 'A', 2, 1 from public.orders_inbox;
select play.remote_orders(1, 2, 'on_hold'), play.sync('full', '2025-11-20 17:30Z');
select play.start('{"kind": "run", "only": ["sync"]}') as c \gset
select play.next_request(:c) as r \gset
select path from play.step where kind = 'send' \gset
select shipkeeper_operator.change_setting('sync_mode', 'off', 'the shop''s own sync is on again');
select play.hand_over(:r, 200, (play.remote_answer(:'path')).body, null, play.date_header()), play.next_request(:c), play.end_cycle(:c);
select is(concat_ws(', ', play.header('1'), play.header('2')), 'awaiting_shipment 2', 'switched off in mid-walk: nothing more is written');
select play.sync('full', '2025-11-20 17:30Z'), play.walk_on();
select is(concat_ws(', ', play.header('1'), play.header('2')), 'on_hold 2, on_hold 2', 'switched on again, all of it is read');
select * from finish();
rollback;
