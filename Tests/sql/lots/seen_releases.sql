-- A release that only the sync saw: on hold in ShipStation before it came in here, as an order whose quantities are 0 until then.
begin;
\ir prelude.psql
select plan(13);
select play.sync('full', clock_timestamp() - interval '1 hour');

-- A cycle, with what the sync asks for.
create function play.pass() returns void language sql as $$
  select play.run('{"kind": "run", "writes_allowed": true}')
$$;
create function play.there(p_number text, p_status text, p_quantity integer, p_more jsonb default '{}') returns void language sql as $$
  select play.remote_order(
    p_number, clock_timestamp() at time zone 'America/Los_Angeles', p_status,
    array[play.item('17612 - 250237', p_quantity, 10, '{"orderItemId": 71}')],
    jsonb_build_object('createDate', play.pacific(), 'orderKey', 'key-' || p_number, 'advancedOptions', '{}'::jsonb) || p_more
  )
$$;
select play.there('1', 'on_hold', 0);
select play.pass();
select is(play.header('1'), null, 'an order of no units does not come in');
select is(
  (select on_hold_since is not null from shipkeeper.seen_order where order_number = '1'), true, 'but was seen on hold'
);
select play.edit_remote('1', '{"orderStatus": "awaiting_shipment", "items.0.quantity": 2}');
select play.pass();
select is(play.header('1'), 'awaiting_shipment 2', 'released it comes in');
select is(play.review('1'), 'open', 'and is reviewed');
select play.pass();
select is(play.review('1') || (play.skus('1'))::text, 'closed / verified{"17612 - 250300"}', 'with the next cycle it has its lot');
select play.pass();
select is((select count(*) from shipkeeper.lot_review), 1::bigint, 'once');

-- Made long before it was seen on hold: nobody knows what it went through.
select play.there('2', 'on_hold', 0, jsonb_build_object('createDate', play.pacific(clock_timestamp() - interval '1 hour')));
select play.pass();
select play.edit_remote('2', '{"orderStatus": "awaiting_shipment", "items.0.quantity": 2}');
select play.pass();
select play.pass();
select is(play.review('2'), 'approval / awaiting_approval / history_unknown', 'one that was made long before waits for an operator');

-- Never on hold there: not released.
select play.there('3', 'awaiting_shipment', 2);
select play.pass();
select play.pass();
select is(play.header('3'), 'awaiting_shipment 2', 'one that never was on hold comes in');
select is(play.review('3'), null, 'and is not reviewed');

-- Passed by a sync that only heals, and brought in when it was released long ago: it stood where pickers look.
create function play.days_pass(p_days integer) returns void language sql as $$
  update shipkeeper.seen_order
  set on_hold_since = on_hold_since - make_interval(days => p_days), off_hold_since = off_hold_since - make_interval(days => p_days);
  update play.remote set content = content || jsonb_build_object(
    'createDate', play.pacific(clock_timestamp() - make_interval(days => p_days))
  );
$$;
select play.sync('heal_only', clock_timestamp() - interval '1 hour');
select play.there('4', 'on_hold', 2), play.there('5', 'awaiting_shipment', 2);
select play.pass();
select play.edit_remote('4', '{"orderStatus": "awaiting_shipment"}'), play.edit_remote('5', '{"orderStatus": "on_hold"}');
select play.pass();
select is(concat(play.header('4'), play.header('5')), '', 'a sync that only heals passes both');
select play.days_pass(3);
select play.edit_remote('4', '{}'), play.edit_remote('5', '{"orderStatus": "awaiting_shipment"}');
update play.remote set content = content || jsonb_build_object('createDate', play.pacific()) where content ->> 'orderNumber' = '5';
update shipkeeper.seen_order set on_hold_since = clock_timestamp() where order_number = '5';
select play.sync('full', clock_timestamp() - interval '1 hour');
select play.pass();
select is(concat_ws(' | ', play.header('4'), play.header('5')), 'awaiting_shipment 2 | awaiting_shipment 2', 'one that brings them in comes');
select play.pass();
select is(play.review('4'), 'approval / awaiting_approval / history_unknown', 'released three days before it came in: an operator decides');
select is(play.review('5'), 'approval / awaiting_approval / history_unknown', 'nor is one that was seen awaiting shipment before its hold');

select * from finish();
rollback;
