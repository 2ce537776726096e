-- Ghosts while the sync is on: which of them pages heal, and how often the others are asked for.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(32);
create function play.wait_minutes(p_number text) returns numeric language sql as $$
  select round(extract(epoch from g.next_attempt_at - clock_timestamp()) / 60) from shipkeeper.ghost as g where g.order_number = p_number
$$;
create function play.no_lines(p_number text, p_second integer default 0) returns void language sql as $$
  select play.remote_order(
    p_number, timestamp '2025-11-20 10:00' + p_second * interval '1 second', 'awaiting_shipment', array[]::jsonb[]
  )
$$;
create function play.ghosts_asked() returns text[] language sql as $$
  select array(select u from unnest(play.sent()) as u where u !~ '^/orders\?')
$$;

-- Off: by first_retry. On: by first_poll, as the page that gives it a line brings it.
select play.make_ghosts('1'), play.no_lines('1');
select play.run();
select is(play.wait_minutes('1'), 5::numeric, 'sync off: a ghost without lines in ShipStation is asked for again in five minutes');
select play.make_due(), play.sync('heal_only', '2025-11-20 19:30Z'), play.run();
select is(play.ghosts_asked(), array['/orders/71'], 'sync on, and no page brings it: asked for where it is due');
select is(play.wait_minutes('1'), 120::numeric, 'then polled slowly: an hour, doubled with each');
update shipkeeper.settings set first_poll = '10 minutes';
delete from shipkeeper.ghost;
select play.run();
select is(play.wait_minutes('1'), 10::numeric, 'which is a setting');
update shipkeeper.settings set first_poll = default;
select play.make_due(), play.run();
select is(play.wait_minutes('1'), 120::numeric, 'doubling');
update shipkeeper.ghost set setbacks = 9;
select play.make_due(), play.run();
select is(play.wait_minutes('1'), 360::numeric, 'up to the longest wait');

-- Brought by a page without lines: looked at, not asked for beside it.
delete from shipkeeper.ghost;
select play.sync('heal_only', '2025-11-20 17:30Z'), play.run();
select is(play.ghosts_asked(), '{}', 'a page that brings it without lines: not asked for beside it');
select is(play.outcome_of('1'), 'work_in_progress', 'but looked at');
select is(play.wait_minutes('1'), 60::numeric, 'and polled slowly');
select play.figures_are('{"work_in_progress": 1, "backfilled": 0}', 'it is counted');
select play.sync('heal_only', '2025-11-20 17:30Z'), play.run();
select play.figures_are('{"work_in_progress": 0, "ghost_orders_found": 1}', 'the same page again: nothing is new');
select is(play.wait_minutes('1'), 60::numeric, 'and its wait stays');
select play.no_lines('1', 5), play.run();
select is(play.wait_minutes('1'), 120::numeric, 'changed, still without lines: looked at again');
select play.remote_order('1', '2025-11-20 10:00:10'), play.run();
select is(play.header('1'), 'awaiting_shipment 2', 'changed, with lines: healed, long before it is due');
select is(play.ghosts_asked(), '{}', 'without a request');

-- Unknown, and just uploaded: not a matter of a page.
select play.make_ghost('2', 'uploaded');
update public.orders_inbox set updated_at = shipkeeper.shop_now() where order_number = '2';
select play.run();
select is(play.wait_minutes('2'), 5::numeric, 'not found and just uploaded: five minutes, on or off');
delete from public.orders_inbox where order_number = '2';
delete from shipkeeper.ghost;

-- Held ghosts.
create function play.held_for(p_reason text) returns text language plpgsql as $$
begin
  delete from public.orders_inbox;
  delete from shipkeeper.ghost;
  perform play.forget(), play.make_ghosts('3');
  perform shipkeeper.find_ghosts(play.start());
  update shipkeeper.lease set expires_at = '-infinity';
  update shipkeeper.ghost set held_reason = p_reason, held_at = clock_timestamp();
  perform play.sync('heal_only', '2025-11-20 17:30Z'), play.run();
  return concat_ws('; ', play.header('3'), play.held('3'));
end
$$;
select play.keep_sku_rule(), play.remote_order('3', '2025-11-20 10:00');
select is(play.held_for('invalid_id'), 'awaiting_shipment 0; invalid_id', 'held for its id: a page leaves it');
select is(play.held_for('duplicate_sku'), 'awaiting_shipment 0; duplicate_sku', 'held for the shop''s constraint: as well');
select is(play.held_for('cancellations_stopped'), 'awaiting_shipment 2', 'held because it was not found: it is there after all');
select is(play.held_for('cancelled_again'), 'awaiting_shipment 2', 'so is one whose cancellation was undone');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'and held no more');

-- Two headers with one id: nobody knows whose lines they are.
delete from public.orders_inbox;
select play.forget(), play.make_ghosts('3'), play.make_ghost('3b', p_shipstation_id => '73'), play.sync('heal_only', '2025-11-20 17:30Z');
select play.run();
select is(
  play.header('3') || ', ' || play.header('3b'), 'awaiting_shipment 0, awaiting_shipment 0', 'two headers with one id: neither is healed'
);
select is(play.held('3'), 'duplicate_id', 'both are held');
select is((select units_here from shipkeeper.seen_order where order_number = '3'), 0::bigint, 'the difference in units shows');

-- A header that has become a ghost after the cycle looked for them; one that a repeated SKU holds.
delete from public.orders_inbox;
delete from shipkeeper.ghost;
create temporary table run as select play.start() as cycle;
create temporary table page as select play.next_request(cycle) as request from run;
select play.make_ghosts('3', '4');
select play.remote_order('4', '2025-11-20 10:01', 'on_hold', array[play.item('A'), play.item('A')]);
select shipkeeper.find_ghosts(cycle) from run;
select is(
  (select ghosts from shipkeeper.ghost_search where cycle_id = (select cycle from run)), 0::bigint, 'a cycle looks for ghosts once'
);
select play.forget(), play.hand_over(page.request, a.status, a.body, null, play.date_header())
from page, shipkeeper.request as r, play.remote_answer(r.path) as a where r.request_id = page.request;
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select is(play.header('3'), 'awaiting_shipment 2', 'one that became a ghost meanwhile is healed by the page');
select is(play.outcome_of('4'), 'held: duplicate_sku', 'one that the shop''s constraint cannot hold is held');
select ok(play.has_said('critical: 🚨 CRITICAL: Order 4 has duplicate SKUs - constraint violation risk!'), 'it is said');
select is(play.lines('4'), '{}', 'and has no lines');

-- A ghost that is cancelled in ShipStation, or pending here.
delete from public.orders_inbox;
delete from shipkeeper.ghost;
select play.make_ghosts('5'), play.make_ghost('6', 'pending');
select play.remote_order('5', '2025-11-20 10:02', 'cancelled'), play.remote_order('6', '2025-11-20 10:03', 'shipped');
select play.sync('full', '2025-11-20 17:30Z'), play.run();
select is(play.header('5'), 'cancelled 2', 'cancelled in ShipStation: cancelled here');
select is(play.header('6'), 'shipped 2', 'a pending ghost gets lines and status at once: it must not be uploaded again');
select is((select reason from shipkeeper.cancellation), 'cancelled_in_shipstation', 'which is kept');

select * from finish();
rollback;
