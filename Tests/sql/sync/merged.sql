-- Orders that were merged in ShipStation: the 404 on one of them is explained, and no sign of a wrong key.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(24);
create function play.merged_into(p_number text, p_second integer, p_ids jsonb) returns void language sql as $$
  select play.remote_order(
    p_number, timestamp '2025-11-20 10:00' + p_second * interval '1 second',
    p_more => jsonb_build_object('advancedOptions', jsonb_build_object('mergedOrSplit', true, 'mergedIds', p_ids))
  )
$$;
create function play.children() returns text language sql as $$
  select coalesce(string_agg(m.shipstation_order_id || ' in ' || m.merged_into_number, ', ' order by m.shipstation_order_id), '')
  from shipkeeper.merged_order as m
$$;

-- A child's 404.
select play.make_ghosts('1', '2');
select play.merged_into('9', 1, '[71]'), play.sync('heal_only', '2025-11-20 17:30Z'), play.run();
select is(play.children(), '71 in 9', 'the order that took another up says so');
select is(play.header('1'), 'cancelled 0', 'its ghost is cancelled');
select results_eq(
  'select order_number, reason, previous_status from shipkeeper.cancellation order by 1',
  $$ values ('1', 'merged', 'awaiting_shipment'), ('2', 'not_found', 'awaiting_shipment') $$, 'merged is not the same as not found'
);
select ok(
  play.has_said('warning: ⚠️ Order 1 not found in ShipStation (404): merged into order 9 - marked as cancelled'),
  'it is said what it went into'
);
select results_eq(
  $$ select order_number, reason from shipkeeper_report.cancellations where order_number = '1' $$,
  $$ values ('1', 'merged') $$, 'analysts see it'
);

-- The brake.
update shipkeeper.settings set cancellations_per_day = 1;
select play.make_ghosts('3', '4', '5');
select play.merged_into('10', 2, '[73, 74]'), play.run();
select is(play.header('3') || ', ' || play.header('4'), 'cancelled 0, cancelled 0', 'beyond the day''s limit merged ones are cancelled');
select is(play.held('5'), 'cancellations_stopped', 'others are held');
select play.make_ghost('6');
select play.merged_into('11', 3, '[76]'), play.run();
select is(play.header('6'), 'cancelled 0', 'merged ones also while it is stopped');
select is(play.held('5'), 'cancellations_stopped', 'which resumes nothing');
update shipkeeper.cancellation_stop set stopped_at = null;
delete from shipkeeper.cancellation where reason = 'not_found';
select play.make_ghost('7'), play.run();
select is(play.header('7'), 'cancelled 0', 'and those merged do not use up the day''s limit');

-- Undone: a person's word counts more.
select shipkeeper_operator.undo_cancellations('-infinity', 'not these', '3');
select play.run();
select is(play.held('3'), 'cancelled_again', 'undone by an operator: held at the next 404');

-- Just uploaded: not found yet.
select play.make_ghost('8', 'uploaded');
update public.orders_inbox set updated_at = shipkeeper.shop_now() where order_number = '8';
select play.merged_into('12', 4, '[78]'), play.run();
select is(play.outcome_of('8'), 'work_in_progress: recently_uploaded', 'the uploader''s time comes first');

-- It is there after all: healed.
select play.make_ghost('13');
select play.merged_into('14', 5, '[713]'), play.remote_order('13', '2025-11-20 10:01', 'shipped'), play.run();
select is(play.header('13'), 'shipped 2', 'merged or not: an order that comes is healed');

-- What does not come in.
update shipkeeper.settings set cancellations_per_day = 100;
delete from public.orders_inbox;
delete from shipkeeper.ghost;
delete from play.remote;
select play.forget(), play.merged_into('20', 1, '[721]'), play.remote_orders(21, 22), play.walk();
select is(
  (select string_agg(order_number, ' ') from public.orders_inbox), '20 22',
  'full: a merged order is not brought in beside the one that has it'
);
delete from public.orders_inbox;
select play.forget(), play.merged_into('20', 900, '[721]'), play.walk();
select is((select string_agg(order_number, ' ' order by id) from public.orders_inbox), '21 22 20', 'unless it came before anything said so');
select play.remote_order('21', '2025-11-20 10:20', 'cancelled'), play.walk_on();
select is(play.header('21'), 'cancelled 2', 'then it is kept up to date as any other');

-- Odd lists.
create function play.ids(p_ids jsonb) returns text language plpgsql as $$
begin
  perform play.forget(), play.merged_into('20', 1, p_ids), play.walk('heal_only');
  return play.children() || array_to_string(play.refused(), '');
end
$$;
select is(play.ids(ids), children, 'mergedIds: ' || ids::text)
from (
  values
  ('[]'::jsonb, ''), ('null', ''), ('"71"', ''), ('[71, 71]', '71 in 20'), ('["71"]', '71 in 20'), ('[720]', ''),
  ('[0, -5, 1.5, 1e20, null, true, {}, []]', '')
) as v (ids, children);
select play.ids('[71]');
select play.merged_into('23', 1300, '[71]'), play.walk_on();
select is(play.children(), '71 in 23', 'the latest word counts');

select * from finish();
rollback;
