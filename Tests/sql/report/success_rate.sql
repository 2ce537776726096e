-- How many of the orders whose lines were asked for got them: each order once, by what became of it last.
begin;
\ir ../prelude.psql
select plan(9);
create function play.rates() returns text language sql as $$
  select string_agg(concat_ws(' ', r.period || ':', r.backfilled, r.failed, r.held, r.percent), ', ' order by r.since desc) from shipkeeper_report.success_rate as r
$$;
create function play.days() returns text language sql as $$
  select string_agg(concat_ws(' ', s.today - d.day || ':', d.found, d.healed, d.failed, d.held, d.percent), ', ' order by d.day desc)
  from shipkeeper_report.daily_backfills as d cross join shipkeeper_report.state as s
$$;
select is(play.rates(), 'today: 0 0 0, 7 days: 0 0 0, 30 days: 0 0 0', 'nothing was asked for: no percent');
select play.make_ghosts('1', '2', '3', '4', '5'), play.make_ghost('6', p_shipstation_id => 'x');
select play.answer_order('1', 'shipped', play.item('A')), play.answer_json('2', '{}'), play.answer_json('3', '{}'), play.answer_order('4', 'on_hold'), play.answer('5', 404);
select play.run();
select is(play.rates(), 'today: 1 2 1 25.0, 7 days: 1 2 1 25.0, 30 days: 1 2 1 25.0', 'one of four; what is in progress or cancelled is neither');
select is(play.days(), '0: 6 1 2 1 25.0', 'day by day, of all that were found');
select is((select waiting_for_lines from shipkeeper_report.state), 1::bigint, 'work in progress that waits');
update shipkeeper.ghost set next_attempt_at = clock_timestamp() where order_number = '2';
select play.answer_order('2', 'shipped', play.item('A')), play.run();
select is(play.rates(), 'today: 2 1 1 50.0, 7 days: 2 1 1 50.0, 30 days: 2 1 1 50.0', 'one that failed first and got its lines counts once');
select is((select waiting_for_lines from shipkeeper_report.state), 1::bigint, 'it waits though this cycle did not ask for it');
update shipkeeper.order_outcome set recorded_at = recorded_at - interval '6 days' where order_number = '1';
update shipkeeper.order_outcome set recorded_at = recorded_at - interval '7 days' where order_number = '3';
select is(play.rates(), 'today: 1 0 1 50.0, 7 days: 2 0 1 66.6, 30 days: 2 1 1 50.0', 'today and six days before are seven');
select is(play.days(), '0: 4 1 0 1 50.0, 6: 1 1 0 0 100.0, 7: 1 0 1 0 0.0', 'each on its day');
select results_eq('select cancelled_by from shipkeeper_report.cancellations', array['Shipkeeper'], 'by whom it was cancelled');

select * from finish();
rollback;
