-- What others do to an order between its queueing, its request and its answer.
begin;
\ir ../prelude.psql
select plan(37);

create temporary table run as select null::bigint as cycle, null::bigint as request;

-- Between queueing and request.
select play.make_ghosts('1', '2', '3', '4');
update run set cycle = play.start();
update shipkeeper.quota set remaining = 0, resets_at = clock_timestamp() + interval '20 seconds';
select play.next(cycle) from run; -- waits, with the queue made
update shipkeeper.quota set remaining = null, resets_at = null;
delete from public.orders_inbox where order_number = '1';
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select id, 'B', 5 from public.orders_inbox where order_number = '2';
update run set request = play.next_request(cycle);
select is(play.sent(), array['/orders/73'], 'an order deleted, or given lines, before its turn costs no request');
select is(play.outcome_of('1'), 'skipped: healed_or_gone', 'deleted: skipped');
select is(play.outcome_of('2'), 'skipped: healed_or_gone', 'given lines: skipped');
select is((select count(*) from shipkeeper.ghost where order_number in ('1', '2')), 0::bigint, 'and forgotten');
-- The shop's cleanup deletes the one asked for.
delete from public.orders_inbox where order_number = '3';
select play.answer_order('4', 'shipped', play.item('A'));
select is(
  play.hand_over(request, 200, convert_to(play.order_json('3', 'shipped', play.item('A'))::text, 'UTF8')), false,
  'an answer for an order deleted since is taken'
) from run;
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select is(play.outcome_of('3'), 'skipped: order_gone', 'deleted before its answer: skipped');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'and forgotten');
select is(play.header('4'), 'shipped 1', 'the others go on');
select is((select outcome from play.result), 'done', 'the cycle ends well');
select play.figures_are('{"ghost_orders_found": 4, "backfilled": 1, "skipped": 3, "errors": 0}', 'metrics');
select is(
  (select count(*) from public.order_items_inbox where sku = 'B'), 1::bigint, 'lines made by others are left alone'
);
delete from public.orders_inbox;

-- One order in flight, something happens, an answer comes.
create function play.in_between(p_status text, p_sql text, p_answer integer) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
begin
  delete from public.orders_inbox;
  perform play.make_ghost('10', p_status);
  v_cycle := play.start();
  v_request := play.next_request(v_cycle);
  execute p_sql;
  perform play.hand_over(
    v_request, p_answer, convert_to(play.order_json('10', 'shipped', play.item('A', 2))::text, 'UTF8')
  );
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
  return concat_ws(' ', play.outcome_of('10'), '-', play.header('10'), play.lines('10'));
end
$$;
select is(
  play.in_between('pending', 'select 1', 200), 'backfilled - shipped 2 {A||2|1000}', 'nothing happens: healed'
);
select is(
  play.in_between('pending',
    'insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, ''B'', 5 from public.orders_inbox',
    200),
  'skipped: has_lines - pending 0 {B||5|}', 'lines from elsewhere: left alone'
);
select is(
  play.in_between('pending',
    'insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, ''B'', 5 from public.orders_inbox',
    404),
  'skipped: has_lines - pending 0 {B||5|}', 'lines from elsewhere and a 404: not cancelled'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set shipstation_order_id = ''79''', 200),
  'skipped: shipstation_id_changed - pending 0 {}', 'another ShipStation id: left alone'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set shipstation_order_id = null', 404),
  'skipped: shipstation_id_changed - pending 0 {}', 'no ShipStation id any more, and a 404: not cancelled'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set status = ''shipped''', 200),
  'skipped: closed_meanwhile - shipped 0 {}', 'shipped by others: left alone'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set status = ''cancelled''', 404),
  'skipped: closed_meanwhile - cancelled 0 {}', 'cancelled by others: left alone'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set status = ''on_hold''', 200),
  'backfilled - shipped 2 {A||2|1000}', 'another open status: healed'
);
select is(
  play.in_between('pending', 'select play.make_ghost(''11'', p_shipstation_id => ''710'')', 200),
  'skipped: shared_id - pending 0 {}', 'another header with the same id: nobody can say whose the lines are'
);
delete from public.orders_inbox where order_number = '11';
select is(
  play.in_between('pending', 'delete from public.orders_inbox', 404), 'skipped: order_gone - {}', 'deleted, and a 404'
);
select is(
  (select previous_status from shipkeeper.cancellation), null, 'none of these was cancelled'
);
select is(
  play.in_between('pending', 'update public.orders_inbox set status = ''uploaded''', 404),
  'cancelled: not_found - cancelled 0 {}', 'the previous status is the one found with the lock'
);
select is((select previous_status from shipkeeper.cancellation), 'uploaded', 'and kept');

-- Somebody else holds the header's lock: not waited for, asked for again in the next cycle. One session cannot lock
-- itself out; a policy that shows the row and does not let it be locked looks the same.
alter table public.orders_inbox enable row level security, force row level security;
create policy test_see on public.orders_inbox for select using (true);
create policy test_lock on public.orders_inbox for update using (false);
select is(play.in_between('pending', 'select 1', 200), 'skipped: locked - pending 0 {}', 'locked by others: skipped');
select is(
  (select next_attempt_at <= clock_timestamp() from shipkeeper.ghost), true, 'and due again in the next cycle'
);
select is((select setbacks from shipkeeper.ghost), 0, 'which is no setback');
select play.answer('10', 404);
select play.run();
select is(play.outcome_of('10') || ' ' || play.header('10'), 'skipped: locked pending 0', 'the same with a 404');
alter table public.orders_inbox disable row level security, no force row level security;

-- The cleanup deletes orders in every other state; each cycle ends well and nothing stays behind.
delete from public.orders_inbox;
delete from shipkeeper.ghost;
select play.make_ghost('20', p_shipstation_id => 'x');
select play.make_ghosts('21');
select play.answer_order('21', 'awaiting_shipment');
select is(play.run(), 'done', 'before the cleanup');
select is((select count(*) from shipkeeper.ghost), 2::bigint, 'one is held, one waits');
delete from public.orders_inbox;
select is(play.run(), 'done', 'held and waiting orders deleted');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'are forgotten');
select is(play.outcome_of('20'), 'held: invalid_id', 'what became of them stays');
select is((select count(*) from shipkeeper_report.ghost_orders), 0::bigint, 'and they are no ghosts');
select is((select count(*) from shipkeeper_report.held_orders), 0::bigint, 'nor held');
select is(play.said(), '{}', 'nothing is said of them');
select is(play.sent(), '{}', 'nothing is asked');

select * from finish();
rollback;
