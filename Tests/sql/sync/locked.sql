-- Rows of the shop that another program holds: nobody waits for it, nothing is lost.
\set QUIET on
-- It sees committed rows only. Each is held once: what this transaction has written the other would wait for.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
values
('1', '2025-11-03', 'awaiting_shipment', '71', 2, '2025-11-03 10:00'), ('2', '2025-11-03', 'uploaded', null, 2, '2025-11-03 10:00'),
('3', '2025-11-03', 'awaiting_shipment', '73', 0, '2025-11-03 10:00'), ('4', '2025-11-03', 'on_hold', '74', 2, '2025-11-03 10:00'),
('5', '2025-11-03', 'on_hold', '75', 2, '2025-11-03 10:00');
insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents, shipstation_order_item_id)
select id, 'A', 2, 1000, 1 from public.orders_inbox where order_number <> '3';
insert into public.sync_watermark (workflow_name, last_sync_timestamp) values ('shipkeeper', '2025-11-20T17:30:00Z');

begin;
\ir ../prelude.psql
\ir remote.psql
select plan(27);
create extension dblink;
select dblink_connect('other', format(
  'host=%s port=%s dbname=%s user=%s options=-cstatement_timeout=10s', current_setting('unix_socket_directories'),
  current_setting('port'), current_database(), current_user
));
create function play.other_holds(p_sql text) returns void language sql as $$
  select dblink_exec('other', 'begin'), dblink_exec('other', p_sql)
$$;
create function play.other_lets_go() returns void language sql as $$ select dblink_exec('other', 'rollback') $$;
create function play.change(p_number text, p_second integer, p_status text, p_units integer) returns void language sql as $$
  select play.remote_order(
    p_number, timestamp '2025-11-20 10:00' + p_second * interval '1 second', p_status,
    array[play.item('A', p_units, 10, '{"orderItemId": 1}')]
  )
$$;
update shipkeeper.settings set sync_mode = 'full';

-- The watermark's row.
select play.other_holds($$ update public.sync_watermark set updated_at = 'x' where workflow_name = 'shipkeeper' $$);
select play.change('7', 1, 'on_hold', 1);
select is(play.walk_on(), 'done', 'a watermark that another program holds');
select is(play.header('7'), 'on_hold 1', 'the orders are worked on');
select ok(play.has_said('warning: ⚠️ Sync: the watermark could not be moved (55P03) - later'), 'it is said');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'it stays');
select play.other_lets_go(), play.walk_on();
select is(play.watermark(), '2025-11-20T18:00:01Z', 'let go: moved');

-- A header: its status follows by itself, without a request.
select play.other_holds($$ update public.orders_inbox set notes = 'x' where order_number = '1' $$);
select play.change('1', 2, 'on_hold', 2), play.walk_on();
select is(play.header('1'), 'awaiting_shipment 2', 'a header that another program holds is left');
select is(play.refused(), '{}', 'which is no fault of the order');
select is(play.watermark(), '2025-11-20T18:00:02Z', 'and holds nothing up');
select ok(
  (select apply_at between clock_timestamp() + interval '50 seconds' and clock_timestamp() + interval '1 minute'
    from shipkeeper.seen_order where order_number = '1'), 'in a minute it is looked at again'
);
update shipkeeper.seen_order set apply_at = clock_timestamp() where order_number = '1';
select play.walk_on();
select is(play.header('1'), 'awaiting_shipment 2', 'still held: left');
select play.other_lets_go();
update shipkeeper.seen_order set apply_at = clock_timestamp() where order_number = '1';
select play.walk_on();
select is(play.header('1'), 'on_hold 2', 'let go: written');
select is(array_length(play.sent(), 1), 1, 'with no request but the page');

-- The header of an order whose lines changed: asked for by itself.
select play.other_holds($$ update public.orders_inbox set notes = 'x' where order_number = '4' $$);
select play.change('4', 4, 'on_hold', 5), play.walk_on();
select is(play.lines('4'), array['A||2|1000'], 'lines under a header that another program holds are left');
select is(play.refused(), array['4: locked'], 'the order is kept');
select is((play.sent())[2], '/orders/74', 'and asked for by itself at once');
select ok(play.has_said('info: ❌ Sync: order 4 could not be used: locked - it is asked for again by itself'), 'it is said, as no error');
select play.other_lets_go(), play.make_refused_due(), play.walk_on();
select is(play.lines('4') || play.refused(), array['A||5|1000'], 'let go: brought up to date, and forgotten');

-- A line without its header.
select play.other_holds($$
  update public.order_items_inbox as i set quantity = 3 from public.orders_inbox as o where o.id = i.order_inbox_id and o.order_number = '5'
$$);
select play.change('5', 5, 'on_hold', 5), play.walk_on();
select is(play.refused(), array['5: locked'], 'a line that another program holds is not waited for: it may want the header next');
select play.other_lets_go(), play.make_refused_due(), play.walk_on();
select is(play.lines('5') || play.refused(), array['A||5|1000'], 'let go: brought up to date');

-- A ghost's header.
select play.other_holds($$ update public.orders_inbox set notes = 'x' where order_number = '3' $$);
select play.change('3', 6, 'on_hold', 1), play.run('{"kind": "run"}');
select is(play.header('3'), 'awaiting_shipment 0', 'a ghost that another program holds is left');
select is(play.outcome_of('3'), 'skipped: locked', 'and comes in the next cycle');
select play.other_lets_go(), play.make_due(), play.run('{"kind": "run"}');
select is(play.header('3'), 'on_hold 1', 'let go: healed');

-- A header that is to be linked.
select play.other_holds($$ update public.orders_inbox set notes = 'x' where order_number = '2' $$);
select play.change('2', 7, 'on_hold', 2), play.walk_on();
select is((select reason from shipkeeper.number_conflict), 'locked', 'a header that another program holds is not linked');
select play.other_lets_go();
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select play.walk_on();
select is((select shipstation_order_id from public.orders_inbox where order_number = '2'), '72', 'let go: linked');

-- A number that another program is about to add.
select play.other_holds($$ insert into public.orders_inbox (order_number, order_date) values ('8', '2025-11-03') $$);
select play.change('8', 8, 'on_hold', 1), play.change('9', 9, 'on_hold', 1), play.walk_on();
select is(play.refused(), array['8: locked'], 'a number that another program is about to add is not waited for');
select is(play.header('9'), 'on_hold 1', 'the others go on');
select play.other_lets_go(), play.make_refused_due(), play.walk_on();
select is(play.header('8') || array_to_string(play.refused(), ''), 'on_hold 1', 'let go: brought in');

select * from finish();
rollback;
delete from public.orders_inbox;
delete from public.sync_watermark;
