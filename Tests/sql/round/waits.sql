-- An order for which no usable answer comes keeps no later round from the others.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir prelude.psql
select plan(9);
select play.sync('heal_only'), play.order_of('1'), play.order_of('2'), play.header_of('1'), play.header_of('2');
select is(play.round(), '', 'two orders that agree');
-- Not listed, and by its id somebody else's page.
delete from play.remote where id = 71;
select play.answer('1', 404, convert_to('<html>not here</html>', 'UTF8')), play.round('["round"]');
select is((select ended from shipkeeper.round order by round_id desc limit 1), null, 'a round waits for an order that was not to be read');
create temporary table waiting on commit drop as select max(round_id) as round_id from shipkeeper.round;
update play.remote set content = content || jsonb_build_object('items', jsonb_build_array(play.item('A', 5))) where id = 72;
update shipkeeper.round set started_at = started_at - interval '59 minutes';
update shipkeeper.round_order set asked_at = asked_at - interval '11 minutes';
select is(play.round('["round"]'), '', 'it is asked for again');
select is(play.asked_by_id(), '1', 'and nothing else is');
select is((select max(round_id) from shipkeeper.round), (select round_id from waiting), 'for an hour');
update shipkeeper.round set started_at = started_at - interval '2 minutes';
select play.round('["round"]');
select ok(
  play.has_said('error: ❌ Round: 1 orders could not be looked at, as that with id 71 - nothing follows from it, the next one asks again'), 'then it ends, and says for whom it waited'
);
update shipkeeper.round set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour';
select play.round('["round"]');
select is(play.round('["round"]'), 'unit_mismatches: Order 2 has 2 units here and 5 in ShipStation.', 'the next one meets what has changed since in another order');
select is(play.header('1'), 'awaiting_shipment 0', 'of the one that could not be read nothing follows');
select is((select count(*) from shipkeeper.difference where shipstation_order_id = '71'), 0::bigint, 'nor is it reported as gone');
select * from finish();
rollback;
