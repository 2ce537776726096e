-- An operator changes sync_mode while a walk is under way.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(6);
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

-- While an order that is asked for by itself, or a number, is on its way.
create function play.meanwhile(p_path text) returns void language plpgsql as $$
begin
  perform play.go_wrong('GET', p_path, p_before => $sql$
    select shipkeeper_operator.change_setting('sync_mode', 'off', 'the shop''s own sync is on again')
  $sql$);
  perform play.walk_on();
end
$$;
select play.remote_order('3', '2025-11-20 09:00'), play.sync('full', '2025-11-20 17:30Z');
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
values ('73', '3', 'locked', clock_timestamp(), clock_timestamp());
select play.meanwhile('/orders/73');
select is(concat_ws(', ', play.header('3'), array_to_string(play.refused(), ' ')), '3: locked', 'a single order: it is not brought in, and stays refused');
select play.sync('full', '2025-11-20 17:30Z'), play.make_refused_due(), play.walk_on();
select is(play.header('3') || array_to_string(play.refused(), ' '), 'awaiting_shipment 2', 'switched on again it comes');
insert into public.orders_inbox (order_number, order_date, status, total_items, updated_at) values ('4', '2025-11-03', 'uploaded', 2, '2025-11-03 10:00');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number = '4';
select play.remote_orders(4, 4), play.meanwhile('/orders?orderNumber=4%');
select is((select shipstation_order_id from public.orders_inbox where order_number = '4'), null, 'a number: nothing is linked');
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.sync('full', '2025-11-20 17:30Z'), play.walk_on();
select is((select shipstation_order_id from public.orders_inbox where order_number = '4'), '74', 'switched on again it is');
select * from finish();
rollback;
