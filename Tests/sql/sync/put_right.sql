-- What could not be done at once, and is put right later: SKUs that lines pass on, lines claimed just now, units mended here.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(7);
create function play.known(p_number text, p_status text, variadic p_skus text[]) returns void language sql as $$
  with h as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
    values (p_number, '2025-11-03', p_status, '7' || p_number, 99, '2025-11-03 10:00') returning id)
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents, shipstation_order_item_id)
  select id, s, 1, 1000, (p_number || n)::bigint from h, unnest(p_skus) with ordinality as u (s, n)
$$;
create function play.line(p_id bigint, p_sku text, p_quantity numeric default 1) returns jsonb language sql as $$
  select play.item(p_sku, p_quantity, 10, jsonb_build_object('orderItemId', p_id)) $$;

-- Under the shop's constraint.
select play.keep_sku_rule();
select play.known('1', 'on_hold', 'A', 'B'), play.known('2', 'on_hold', 'A', 'B');
select play.remote_order('1', '2025-11-20 10:00', 'awaiting_shipment', array[play.line(11, 'B', 2), play.line(12, 'A', 3)]);
select play.remote_order('2', '2025-11-20 10:00', 'awaiting_shipment', array[play.line(21, 'B', 2), play.line(22, 'C', 3)]);
select play.walk();
select is((select array_agg(l order by l) from unnest(play.lines('1')) l), array['A||3|1000', 'B||2|1000'], 'two lines that swap their SKUs, under the shop''s constraint');
select is((select array_agg(l order by l) from unnest(play.lines('2')) l), array['B||2|1000', 'C||3|1000'], 'one that takes a SKU another gives up');
select is(play.refused(), '{}', 'neither is refused');

-- Claimed by the uploader.
select play.known('3', 'uploaded', 'A');
update public.orders_inbox set updated_at = shipkeeper.shop_now() where order_number = '3';
select play.remote_order('3', '2025-11-20 10:01', 'awaiting_shipment', array[play.line(31, 'A', 5)]), play.remote_order('4', '2025-11-20 11:59');
select play.walk_on();
select is(play.lines('3'), array['A||1|1000'], 'claimed just now: left');
update public.orders_inbox set updated_at = updated_at - interval '20 minutes' where order_number = '3';
update shipkeeper.seen_order set apply_at = clock_timestamp() where apply_at is not null;
update shipkeeper.refused_order set next_attempt_at = clock_timestamp();
update play.clock set now = now + interval '20 minutes';
select play.walk_on();
select is(play.lines('3')::text || play.header('3'), '{A||5|1000}awaiting_shipment 5', 'then its lines are brought up to date, too');

-- Not linked for its units.
insert into public.orders_inbox (order_number, order_date, status, total_items, updated_at) values ('5','2025-11-03','uploaded',3, '2025-11-03 10:00');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 3 from public.orders_inbox where order_number = '5';
select play.remote_order('5', '2025-11-20 12:05'), play.remote_order('4', '2025-11-20 12:19');
select play.walk_on();
select is((select reason from shipkeeper.number_conflict where order_number='5'), 'units_differ', 'not linked: units differ');
update public.order_items_inbox set quantity = 2 where order_inbox_id = (select id from public.orders_inbox where order_number = '5');
update play.clock set now = now + interval '1 hour';
select play.remote_order('4', '2025-11-20 13:10');
select play.walk_on();
select is((select shipstation_order_id from public.orders_inbox where order_number = '5'), '75', 'linked once they agree, though ShipStation''s order did not change');
select * from finish();
rollback;
