-- Rolling an order back takes its lines away, keeps each whole, and holds the order as the ghost it was.
begin;
\ir ../prelude.psql
select plan(36);
select play.make_ghosts('1', '2');
select play.answer_order('1', 'awaiting_shipment', play.item('A', 2, 1.5), play.item('B', 3));
select play.answer_order('2', 'awaiting_shipment', play.item('A'));
select play.run();
create temporary table before_all as
select to_jsonb(i) as line from public.order_items_inbox as i join public.orders_inbox as o on o.id = i.order_inbox_id where o.order_number = '1';
update public.orders_inbox set updated_at = '2025-11-03 10:00';

select is(shipkeeper_operator.roll_back_order('1', 'wrong account'), 2::bigint, 'two lines are taken away');
select is(play.header('1') || play.lines('1')::text, 'awaiting_shipment 0{}', 'it is the ghost it was');
select is(play.lines('2'), array['A||1|1000'], 'others are left');
select ok(
  (select updated_at > shipkeeper.shop_now() - interval '1 minute' from public.orders_inbox where order_number = '1'),
  'the shop''s programs see that it changed'
);
select bag_eq('select line from shipkeeper.rolled_back_line', 'select line from before_all', 'each line is kept whole');
select results_eq(
  $$ select distinct order_number, rolled_back_by, rolled_back_at > clock_timestamp() - interval '1 minute' from shipkeeper.rolled_back_line $$,
  $$ values ('1', session_user::text collate "default", true) $$, 'with whose, who and when'
);
select results_eq(
  'select order_number, held_reason, held_because, attempts from shipkeeper_report.held_orders',
  $$ values ('1', 'held_by_operator', 'wrong account', null::integer) $$, 'it is held'
);
select is((select explanation from shipkeeper_report.unit_differences), 'no lines here', 'analysts see its units missing');
select results_eq(
  'select action, reason, details from shipkeeper.operator_action',
  $$ values ('roll_back_order', 'wrong account', '{"order_number": "1"}'::jsonb) $$, 'the call is kept'
);
select play.run();
select is(play.sent(), '{}', 'the next cycle leaves it alone');
select is(play.held('1'), 'held_by_operator', 'as a ghost that is held');
select throws_ok(
  $$ select shipkeeper_operator.roll_back_order('1', 'x') $$, 'P0001', 'Order 1 has no lines: hold_order holds it as it is.',
  'it is rolled back once'
);

-- Let go it is healed anew, from what ShipStation says now.
select play.answer_order('1', 'shipped', play.item('C', 4));
select shipkeeper_operator.release_order('1', 'right account');
select is(play.run(), 'done', 'let go');
select is(play.header('1') || play.lines('1')::text, 'shipped 4{C||4|1000}', 'it is healed anew');
select is((select count(*) from shipkeeper.rolled_back_line), 2::bigint, 'what was taken away stays kept');
select is_empty('select * from shipkeeper_report.held_orders', 'nothing is held');

-- Held already: its reason stays.
select shipkeeper_operator.hold_order('2', 'first');
select is(shipkeeper_operator.roll_back_order('2', 'second'), 1::bigint, 'one that is held is rolled back too');
select is((select reason from shipkeeper.order_hold), 'first', 'the hold is the first one');

-- Refused, and nothing is changed.
create function play.order_with(p_number text, p_status text, variadic p_item_ids bigint[]) returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
    values (p_number, '2025-11-03', p_status, '7' || p_number, 2) returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id)
  select id, 'S' || place, 1, nullif(item_id, 0) from header, unnest(p_item_ids) with ordinality as i (item_id, place)
$$;
select play.order_with('3', 'on_hold', 0, 0), play.order_with('4', 'on_hold', 1, 0), play.order_with('5', 'shipped', 2, 3);
select play.order_with('6', 'cancelled', 4), play.order_with('8', 'on_hold', 5, 6);
create function play.all_of_it() returns text language sql as $$
  select concat_ws(
    ' | ', (select string_agg(o::text, ',' order by o.id) from public.orders_inbox as o),
    (select string_agg(i::text, ',' order by i.id) from public.order_items_inbox as i), (select count(*) from shipkeeper.order_hold),
    (select count(*) from shipkeeper.operator_action), (select count(*) from shipkeeper.rolled_back_line)
  )
$$;
create temporary table state as select play.all_of_it() as was;
select throws_ok(format('select shipkeeper_operator.roll_back_order(%L, ''x'')', c.number), 'P0001', c.message, c.message)
from (
  values
  ('3', 'Order 3 has lines that did not come from ShipStation: whoever wrote them takes them back.'),
  ('4', 'Order 4 has lines that did not come from ShipStation: whoever wrote them takes them back.'),
  ('5', 'Order 5 is shipped: without its lines it would be no ghost, and nobody would give them back. Set its status first.'),
  ('6', 'Order 6 is cancelled: without its lines it would be no ghost, and nobody would give them back. Set its status first.'),
  ('2', 'Order 2 has no lines: hold_order holds it as it is.'), (E'a\nb', 'There is no order a?b.'), (null, 'There is no order <NULL>.')
) as c (number, message);
select is(play.all_of_it(), (select was from state), 'nothing is changed by them');

-- The shop may refuse, too.
create function public.keep_line() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger keep_line before delete on public.order_items_inbox for each row execute function public.keep_line();
select throws_ok(
  $$ select shipkeeper_operator.roll_back_order('8', 'x') $$, 'P0001',
  'A trigger or rule of the shop keeps the lines of order 8: nothing was changed.', 'a trigger that keeps lines'
);
drop trigger keep_line on public.order_items_inbox;
create function public.keep_total() returns trigger language plpgsql as $$ begin new.total_items := 9; return new; end $$;
create trigger keep_total before update on public.orders_inbox for each row execute function public.keep_total();
select throws_like(
  $$ select shipkeeper_operator.roll_back_order('8', 'x') $$, 'A trigger or rule of the shop keeps the lines of order 8: %',
  'a trigger that keeps total_items'
);
drop trigger keep_total on public.orders_inbox;
create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create constraint trigger refuse after delete on public.order_items_inbox deferrable initially deferred
for each row execute function public.refuse();
select throws_ok($$ select shipkeeper_operator.roll_back_order('8', 'x') $$, 'P0001', 'no', 'a trigger that refuses later refuses now');
drop trigger refuse on public.order_items_inbox;
select is(play.all_of_it(), (select was from state), 'nothing is changed by these');

-- A trigger of the shop's runs with the owner's rights, and finds the shop's tables.
create table public.note (who text);
create function public.note_line() returns trigger language plpgsql as $$
begin
  insert into note values (current_user);
  return old;
end
$$;
create trigger note_line after delete on public.order_items_inbox for each row execute function public.note_line();
alter table public.note owner to shop_owner;
select is(
  play.as_role('shipkeeper_operator', $$ select shipkeeper_operator.roll_back_order('8', 'x') $$), 'ok', 'as the operators'' role'
);
select is((select count(*) from public.note where who = 'shop_owner'), 2::bigint, 'as the owner');
select is(
  play.as_role('shipkeeper_analyst', $$ select shipkeeper_operator.roll_back_order('8', 'x') $$),
  '42501 permission denied for schema shipkeeper_operator', 'an analyst does not'
);
select is((select count(*) from shipkeeper.order_hold where order_number = '8'), 1::bigint, 'and it is held');
-- A second time after it was healed anew: both are kept.
select play.answer_order('8', 'on_hold', play.item('A'));
select shipkeeper_operator.release_order('8', 'x'), play.run();
select is(shipkeeper_operator.roll_back_order('8', 'x'), 1::bigint, 'it may be rolled back again');
select is((select count(*) from shipkeeper.rolled_back_line where order_number = '8'), 3::bigint, 'every line is kept');

select * from finish();
rollback;
