-- Views of ghosts: as they are now, and what was tried.
begin;
\ir ../prelude.psql
select plan(15);

select play.make_ghost('1');
select play.make_ghost('2', 'on_hold');
select play.make_ghost('3', p_shipstation_id => 'x');
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values
('4', '2025-11-04', 'pending', null), ('5', '2025-11-05', 'shipped', null), ('6', '2025-11-06', 'pending', '76');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A',
  1 from public.orders_inbox where order_number = '6';

-- Before any cycle saw them.
select results_eq(
  'select order_number, status, order_date, shipstation_order_id, empty_since < clock_timestamp(), attempts, last_attempt_at, last_outcome,
   last_reason, next_attempt_at, held_reason from shipkeeper_report.ghost_orders order by 1',
  $$
  values ('1', 'awaiting_shipment', date '2025-11-03', '71', true, 0, null::timestamptz, null::text,
    null::text,
      null::timestamptz, null::text),
    ('2', 'on_hold', '2025-11-03', '72', true, 0, null, null, null, null, null),
    ('3', 'awaiting_shipment', '2025-11-03', 'x', true, 0, null, null, null, null, null)
  $$, 'ghosts are shown before a cycle has seen them'
);
select results_eq(
  'select * from shipkeeper_report.orders_without_shipstation_id', $$ values ('4', 'pending', date '2025-11-04') $$,
  'orders without an id are shown apart'
);
select is_empty('select * from shipkeeper_report.held_orders', 'none is held yet');

-- After a cycle.
select play.answer_order('1', 'awaiting_shipment');
select play.answer_json('2', '{}');
select play.run();
select results_eq(
  'select order_number, attempts, last_outcome, last_reason, held_reason from shipkeeper_report.ghost_orders order by '
  '1',
  $$
  values ('1', 1, 'work_in_progress', null, null), ('2', 1, 'error', 'orderId is no usable number', null),
    ('3', 0, 'held', 'invalid_id', 'invalid_id')
  $$, 'what was tried is shown'
);
select is(
  (select array_agg(next_attempt_at is null order by order_number) from shipkeeper_report.ghost_orders),
  array[false, false, true],
  'when it is tried again; a held one is not'
);
select is(
  (select bool_and(age_hours between 0 and 1 and changed_at > clock_timestamp() - interval '1 hour') from shipkeeper_report.ghost_orders), true,
  'its age, and when it changed'
);
select is(
  (select bool_and(last_attempt_at > clock_timestamp() - interval '1 minute') from shipkeeper_report.ghost_orders
    where attempts > 0),
  true, 'the last attempt'
);
select results_eq(
  'select order_number, shipstation_order_id, held_reason, held_at > clock_timestamp() - interval ''1 minute'', attempts
   from shipkeeper_report.held_orders',
  $$ values ('3', 'x', 'invalid_id', true, 0) $$, 'held ones have a view of their own'
);
update public.orders_inbox set shipstation_order_id = '719' where order_number = '1';
select is(
  (select attempts from shipkeeper_report.ghost_orders where order_number = '1'), 0,
  'what was tried with another id is not shown'
);
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A',
  1 from public.orders_inbox where order_number = '2';
select is_empty(
  $$ select * from shipkeeper_report.ghost_orders where order_number = '2' $$,
  'with a line it is shown no more, at once'
);

-- Lines under the placeholder.
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'NO-SKU',
  7 from public.orders_inbox where order_number = '6';
select results_eq(
  'select order_number, status, quantity from shipkeeper_report.lines_without_sku', $$ values ('6', 'pending', 7::bigint) $$, 'lines without a SKU'
);
update shipkeeper.settings set placeholder_sku = 'A';
select set_eq(
  'select order_number, quantity from shipkeeper_report.lines_without_sku', $$ values ('2', 1::bigint), ('6', 1) $$,
  'by the placeholder of the settings'
);

-- Cancellations.
select is_empty('select * from shipkeeper_report.cancellations', 'nothing was cancelled');
select play.make_ghost('7', 'pending');
select play.answer('7', 404);
update public.orders_inbox set status = 'shipped' where order_number = '1';
select play.run();
select results_eq(
  'select order_number, shipstation_order_id, reason, previous_status, cancelled_at is null, undone_at, undone_by,
   undone_reason from shipkeeper_report.cancellations',
  $$ values ('7', '77', 'not_found', 'pending', false, null::timestamptz, null::text, null::text) $$, 'a cancellation'
);
select shipkeeper_operator.undo_cancellations('-infinity', 'mistake');
select results_eq(
  'select undone_at is null, undone_by, undone_reason from shipkeeper_report.cancellations',
  $$ values (false, session_user::text collate "default", 'mistake') $$, 'and its undoing'
);

select * from finish();
rollback;
