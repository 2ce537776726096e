-- What keeps the lots of an order as they are for now is said once, and what a change came to that ShipStation did not take.
begin;
\ir prelude.psql
select plan(12);
-- What the last cycle said of lots, without the colour of its level.
create function play.said_of_lots() returns text[] language sql as $$
  select array(select s from unnest(play.said()) as s where s like '%ots of %')
$$;
create function play.again() returns void language plpgsql as $$
begin
  update shipkeeper.lot_review set next_look_at = clock_timestamp() where state <> 'closed';
  perform play.run_lots();
end
$$;

select play.released_order('1');
update public.orders_inbox set manual_lot_override = true;
select play.run_lots();
select is(play.said_of_lots(), array['info: Lots of order 1 left alone: manual_override'], 'an override');
select play.again();
select is(play.said_of_lots(), '{}', 'is said once');

select play.released_order('2');
update public.orders_inbox set status = 'uploaded' where order_number = '2';
select play.run_lots();
select is(play.said_of_lots(), array['info: Lots of order 2: it was uploaded just now - looked at again later'], 'uploaded just now');
select play.again();
select is(play.said_of_lots(), '{}', 'is said once');
update shipkeeper.settings set lot_after_claim = '0';
update public.orders_inbox set status = 'on_hold' where order_number = '2';
select play.again();
select is(
  play.said_of_lots(), array['info: Lots of order 2: it does not await shipment here any more - looked at again later'], 'another reason is said'
);

select play.released_order('3'), play.run_lots(false);
select is(
  play.said_of_lots(),
  array['warning: ⚠️ Lots of order 3: the runner may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)'], 'a runner that may not write'
);
update shipkeeper.lot_review set next_look_at = clock_timestamp() where state <> 'closed' and order_number = '3';
select play.run_lots(false);
select is(play.said_of_lots(), '{}', 'is said once');

-- Each of the three changes that ShipStation did not take.
delete from public.orders_inbox where order_number <> '3';
select play.go_wrong('POST', '/orders/createorder', 429);
update shipkeeper.lot_review set next_look_at = clock_timestamp() where order_number = '3';
select play.run_lots();
update shipkeeper.quota set blocked_until = null, resets_at = null, remaining = null;
select play.again();
select is(
  (play.said_of_lots())[1:1], array['warning: ⚠️ Lots of order 3: ShipStation has not taken the change (attempt 1 of 3) - it is decided anew'],
  'a change that was not applied is said'
);
select play.again();
select alike((play.said_of_lots())[1], 'info: 🏷️ Lots of order 3 updated: %', 'and then that it was');

-- An order that cannot be read: said once, and of a failure of the API only where that is not down.
select play.released_order('4'), play.go_wrong('GET', '/orders/74', 200, p_body => '<html>'), play.run_lots();
select is(play.said_of_lots(), array['error: ❌ Lots of order 4: answer is HTML, not JSON - looked at again later'], 'an order that cannot be read');
select play.go_wrong('GET', '/orders/74', 200, p_body => '<html>'), play.again();
select is(play.said_of_lots(), '{}', 'is said once');
select play.released_order('5'), play.go_wrong('GET', '/orders/75', p_error => 'timeout'), play.run_lots();
select is(play.said_of_lots(), array['error: ❌ Lots of order 5: API timeout - looked at again later'], 'one that the API fails');

select * from finish();
rollback;
