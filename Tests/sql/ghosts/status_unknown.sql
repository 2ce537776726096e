-- A status that ShipStation may have tomorrow: never written here.
begin;
\ir ../prelude.psql
select plan(9);

select play.make_ghost('1', 'awaiting_shipment');
select play.make_ghost('2', 'pending');
select play.make_ghost('3', 'failed');
select play.make_ghost('4', 'on_hold');
select play.answer_order('1', 'in_transit', play.item('A', 2));
select play.answer_order('2', 'in_transit', play.item('A', 2));
select play.answer_order('3', 'in_transit', play.item('A', 2));
select play.answer_order('4', 'in_transit');
select is(play.run(), 'done', 'the cycle ends well');

select is(play.header('1'), 'awaiting_shipment 2', 'an order the uploader is done with keeps its status');
select is(play.lines('1'), array['A||2|1000'], 'and gets its lines');
select is(play.outcome_of('1'), 'backfilled: unknown_status_left', 'counted as backfilled');
select is((play.said())[2:3], array[
  'info: ✅ Backfilled order 1: 2 items (SKU A), status: awaiting_shipment',
  'warning: ⚠️ Order 1 has an unknown status in ShipStation (in_transit) - its status here is left'
], 'it says so');

select is(
  play.header('2') || play.lines('2')::text, 'pending 0{}',
  'a pending order is left without lines: it would be made twice'
);
select is(play.outcome_of('2'), 'error: unknown status in ShipStation', 'and counted as an error');
select is(
  play.outcome_of('3'), 'error: unknown status in ShipStation', 'a failed one likewise: the uploader tries it again'
);
select is(play.outcome_of('4'), 'work_in_progress', 'without lines there it is work in progress');

select * from finish();
rollback;
