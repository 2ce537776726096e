-- What needs a person: ghosts that Shipkeeper holds, and orders that an operator does, each once.
begin;
\ir ../prelude.psql
select plan(10);
create function play.held_orders() returns text [] language sql as $$
  select coalesce(array_agg(concat_ws(
    ' | ', h.order_number, h.shipstation_order_id, h.held_reason, h.attempts, h.held_because
  ) order by h.order_number), '{}')
  from shipkeeper_report.held_orders as h
$$;
select is(play.held_orders(), '{}', 'nothing is held');
select play.make_ghost('1', p_shipstation_id => 'x'), play.make_ghost('2');
select play.answer_order('2', 'on_hold');
select shipkeeper_operator.hold_order('2', 'returned');
select is(play.held_orders(), array['2 | 72 | held_by_operator | returned'], 'an order that no cycle has found yet');
select play.run();
select is(
  play.held_orders(), array['1 | x | invalid_id | 0', '2 | 72 | held_by_operator | 0 | returned'], 'a ghost is there once, whoever holds it'
);
select results_eq(
  'select order_number, held_by, held_at > clock_timestamp() - interval ''1 minute'' from shipkeeper_report.held_orders order by 1',
  $$ values ('1', null, true), ('2', session_user::text collate "default", true) $$, 'who holds it; null: Shipkeeper'
);
select shipkeeper_operator.hold_order('1', 'strange');
select is((play.held_orders())[1], '1 | x | held_by_operator | 0 | strange', 'what Shipkeeper held an operator may hold');
select shipkeeper_operator.release_order('1', 'x');
select is(play.held_orders(), array['2 | 72 | held_by_operator | 0 | returned'], 'let go');
select play.run();
select is((play.held_orders())[1], '1 | x | invalid_id | 0', 'what held it before holds it again');
-- With lines, without an id, closed: held all the same.
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from public.orders_inbox where order_number = '2';
insert into public.orders_inbox (order_number, order_date, status) values ('3', '2025-11-03', 'shipped');
select shipkeeper_operator.hold_order('3', 'x'), play.run();
select is(
  play.held_orders(), array['1 | x | invalid_id | 0', '2 | 72 | held_by_operator | returned', '3 | held_by_operator | x'],
  'orders that are no ghosts'
);
select is((select count(*) from shipkeeper_report.alerts where alert = 'held_orders'), 3::bigint, 'an alert for each');
delete from public.orders_inbox;
select play.run();
select is(play.held_orders(), '{}', 'an order that the shop has deleted needs nobody');

select * from finish();
rollback;
