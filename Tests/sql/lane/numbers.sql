-- Number and id together: what an id leads to must carry the number, too, before anything is written.
begin;
\ir ../prelude.psql
select plan(52);
insert into play.clock values ('2025-11-20 20:00Z');
create function play.held_number(p_number text) returns text language sql as $$
  select concat_ws(' ', held_reason, number_in_shipstation) from shipkeeper_report.held_orders where order_number = p_number
$$;
create function play.alert_of(p_number text) returns text language sql as $$
  select string_agg(subject || ' | ' || remedy, '; ') from shipkeeper_report.alerts where order_number = p_number
$$;
create function play.page(p_mode text default 'full', p_only jsonb default '["sync"]') returns text language plpgsql as $$
begin
  perform play.sync(p_mode, '2025-11-20 17:00Z');
  return play.run(jsonb_build_object('kind', 'run', 'only', p_only));
end
$$;
create function play.later() returns void language sql as $$
  update shipkeeper.ghost set held_at = held_at - interval '7 hours' where held_reason is not null
$$;

-- A ghost.
select play.make_ghost('100561'), play.make_ghost('100562'), play.make_ghost('100563');
select play.answer_json('100561', (play.order_json('100561', 'shipped', play.item('17612', 9)) || '{"orderNumber": "777"}')::text);
select play.answer_json('100562', (play.order_json('100562', 'awaiting_shipment', play.item('A')) || '{"orderNumber": null}')::text);
select play.answer_json('100563', (play.order_json('100563', 'shipped', play.item('A')) || '{"orderNumber": " 100563\u200b"}')::text);
select is(play.run(), 'done', 'ghosts whose ids lead to other orders');
select is(play.header('100561') || ' ' || play.lines('100561')::text, 'awaiting_shipment 0 {}', 'another number: nothing is written');
select is(play.held_number('100561'), 'number_differs 777', 'held, both numbers shown');
select is(
  play.alert_of('100561'),
  'Order 100561 is held: number_differs (777 in ShipStation). | ShipStation''s order with the id of order 100561 has another number: '
  'correct shipstation_order_id in orders_inbox, or the number there; or, if it is this order all the same, select '
  'shipkeeper_operator.release_order(''100561'', ''same order'').', 'an alert with what to do'
);
select ok(
  'warning: ⚠️ Order 100561 is order 777 in ShipStation (id 7100561) - held until the numbers agree or an operator releases it'
  = any(play.said()), 'it says so'
);
select is(play.header('100562'), 'awaiting_shipment 1', 'none at all is not another one');
select is(play.header('100563'), 'shipped 1', 'blanks and what nobody sees make no other number');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');
select play.run();
select is(play.sent(), '{}', 'what is held is not asked for');
select play.later(), play.run();
select is(play.sent(), array['/orders/7100561'], 'but looked at again after the longest wait');
select ok(not play.said()::text like '%777%', 'and not said again');
select is(play.held_number('100561'), 'number_differs 777', 'still held');
select play.make_ghost('100565'), play.answer_json('100565', (play.order_json('100565', 'shipped', play.item('A')) || '{"orderNumber": "9"}')::text);
select play.run();
select play.answer_order('100565', 'shipped', play.item('A')), play.later(), play.run();
select is(play.header('100565'), 'shipped 1', 'the numbers agree by now: healed');

-- An operator accepts it, for these two numbers.
select shipkeeper_operator.release_order('100561', 'renamed by us');
select play.answer_json('100561', (play.order_json('100561', 'shipped', play.item('17612', 9)) || '{"orderNumber": "778"}')::text);
select play.run();
select is(play.held_number('100561'), 'number_differs 778', 'another one than was accepted');
select shipkeeper_operator.release_order('100561', 'renamed by us');
select play.run();
select is(play.header('100561'), 'shipped 9', 'accepted: healed');
select is(play.held_number('100561'), null, 'and held no more');
select throws_like(
  $$ select shipkeeper_operator.release_order('100561', 'again') $$, 'Order 100561 is not held%', 'nothing is left to release'
);

-- The setting.
select play.make_ghost('100564');
select play.answer_json('100564', (play.order_json('100564', 'shipped', play.item('A')) || '{"orderNumber": "SHOP-100564"}')::text);
update shipkeeper.settings set number_must_match = false;
select play.run();
select is(play.header('100564'), 'shipped 1', 'number_must_match off: healed');
update shipkeeper.settings set number_must_match = true;

-- The id in the form of API V2.
delete from public.orders_inbox;
select play.make_ghost('1', p_shipstation_id => 'se-71'), play.make_ghost('2', p_shipstation_id => 'se-72');
select play.make_ghost('3', p_shipstation_id => 'se-73'), play.make_ghost('4', p_shipstation_id => 'se-4x');
select play.make_ghost('5', p_shipstation_id => 'se-75'), play.make_ghost('6', p_shipstation_id => '75');
select play.answer_order('1', 'shipped', play.item('A'));
select play.answer_json('2', (play.order_json('2', 'shipped', play.item('A')) || '{"orderNumber": "8"}')::text);
select play.answer('3', 404);
select play.run();
select is(play.sent(), array['/orders/71', '/orders/72', '/orders/73'], 'se- and digits: asked for as that number');
select is(play.header('1'), 'shipped 1', 'with the number of the order: that id');
select is(
  array(select order_number || ' ' || held_reason from shipkeeper_report.held_orders order by 1),
  array['2 invalid_id', '3 invalid_id', '4 invalid_id', '5 duplicate_id', '6 duplicate_id'],
  'with another number, or found nowhere: an id that cannot be read; in two forms: shared'
);
select is(play.header('3'), 'awaiting_shipment 0', 'its 404 cancels nothing');
update shipkeeper.settings set number_must_match = false;
select play.make_ghost('7', p_shipstation_id => 'se-77'), play.run();
select is(play.sent() || array[play.held_number('7')], array['invalid_id'], 'without the check of the number it cannot be read');
update shipkeeper.settings set number_must_match = true;

-- On a page.
delete from public.orders_inbox;
delete from shipkeeper.ghost;
delete from shipkeeper.order_outcome;
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
values ('1', '2025-11-03', 'on_hold', 'se-71'), ('2', '2025-11-03', 'on_hold', 'se-72'), ('3', '2025-11-03', 'on_hold', '73');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number <> '2';
update public.orders_inbox set total_items = 2 where order_number <> '2';
select play.remote_order('1', '2025-11-20 10:01'), play.remote_order('2', '2025-11-20 10:02');
select play.remote_order('3', '2025-11-20 10:03', p_more => '{"orderNumber": "33"}');
select play.page('heal_only');
select is(play.header('2'), 'awaiting_shipment 2', 'a page heals under the id of API V2');
select is(play.header('1') || play.header('3'), 'on_hold 2on_hold 2', 'heal_only writes nothing else');
select is(play.held_number('3'), 'number_differs 33', 'but says which number differs');
select is(play.outcome_of('3'), 'held: number_differs', 'recorded');
select play.page();
select is(play.header('1'), 'awaiting_shipment 2', 'full: up to date under the id of API V2');
select is(play.header('3'), 'on_hold 2', 'nothing of what differs is written');
select is((select count(*) from public.orders_inbox), 3::bigint, 'nor brought in beside it');
select is((select count(*) from shipkeeper.order_outcome where order_number = '3'), 1::bigint, 'and recorded once');
select is((select count(*) from shipkeeper_report.unit_differences), 0::bigint, 'units are compared under either form');
select is(
  (select string_agg(order_number, ' ') from shipkeeper_report.alerts), '3', 'one alert'
);
select shipkeeper_operator.release_order('3', 'same order');
select play.page();
select is(play.header('3'), 'awaiting_shipment 2', 'accepted: written');
select is((select count(*) from shipkeeper_report.alerts where alert <> 'clock_differs'), 0::bigint, 'and the alert ends');

-- Renamed there again; put right here by hand.
select play.remote_order('3', '2025-11-20 10:30', 'on_hold', p_more => '{"orderNumber": "34"}');
select play.page();
select is(play.header('3') || ' ' || play.held_number('3'), 'awaiting_shipment 2 number_differs 34', 'a third number is held anew');
update public.orders_inbox set order_number = '34' where order_number = '3';
select play.watch();
select is((select count(*) from shipkeeper_report.held_orders), 0::bigint, 'the shop renames it: held no more');
update shipkeeper.seen_order set apply_at = clock_timestamp() - interval '1 second' where apply_at is not null;
update public.sync_watermark set last_sync_timestamp = '2025-11-20T19:30:00Z' where workflow_name = 'shipkeeper';
select play.run('{"kind": "run", "only": ["sync"]}');
select is(play.header('34'), 'on_hold 2', 'what was put off is written');
select is((select count(*) from shipkeeper.number_difference where accepted_at is null), 0::bigint, 'and the difference forgotten');
select ok('/orders/73' = any(play.sent()), 'its lines are asked for');

-- A ghost on a page that has another number and other values for the rest of the header.
delete from play.remote;
select play.make_ghost('90');
select play.remote_order('90', '2025-11-20 11:20', 'shipped', p_more => '{"orderNumber": "91", "carrierCode": "ups", "orderTotal": 9}');
select play.page('full', '["ghosts", "sync"]');
select is(play.held_number('90'), 'number_differs 91', 'a ghost on a page of mode full');
select play.figures_are('{"orders_updated": 0}', 'nothing of it was written, so that nothing is counted as such');
select is(
  (select string_agg(outcome, ' ') from shipkeeper.order_outcome where order_number = '90'), 'held', 'and what became of it is told once'
);

-- An order with lines, whose id leads to another number with other units: the alert names it as it is named here.
delete from play.remote;
select play.make_ghost('92');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select o.id, 'A', 2 from public.orders_inbox as o where o.order_number = '92';
select play.remote_order('92', '2025-11-20 11:25', p_items => array[play.item('A', 9)], p_more => '{"orderNumber": "93"}');
select play.page();
select ok(
  play.alert_of('92') like '%Order 92 has 2 units here and 9 in ShipStation, where its number is 93. |%', 'units of another number: both are named'
);

-- Two new orders of ShipStation's with one number, in one batch.
delete from play.remote;
select play.remote_order('95', '2025-11-20 11:30'), play.remote_order('96', '2025-11-20 11:31', p_more => '{"orderNumber": "95"}');
select play.page();
select results_eq(
  $$ select o.order_number, o.shipstation_order_id, (select c.shipstation_order_id from shipkeeper.number_conflict as c)
  from public.orders_inbox as o where o.shipstation_order_id in ('795', '796') $$, $$ values ('95', '795', '796') $$,
  'the first comes in, the second is a conflict'
);
select is((select count(*) from shipkeeper.request as r where r.path = '/orders/796'), 0::bigint, 'and not asked for again');
select ok(not play.said()::text like '%could not be used%', 'as it is no failure');
select play.remote_order('96', '2025-11-20 11:40');
select play.page();
select is(play.header('96') || ' ' || play.lines('96')::text, 'awaiting_shipment 2 {A||2|1000}', 'another number there: it comes in');
select is((select count(*) from shipkeeper.number_conflict), 0::bigint, 'and the conflict has ended with that run');

select is(shipkeeper.plain_text(E'\u200b Z 9\u00a0\ufeff') || shipkeeper.plain_text(E'1\u200b2\u00ad'), 'Z 912', 'plain text');
select is(shipkeeper.plain_id('se-12') || shipkeeper.plain_id('12') || shipkeeper.plain_id('xse-1'), '1212xse-1', 'plain id');
select ok(not shipkeeper.do_numbers_differ(-1, 'a', '1', 'a ') and shipkeeper.do_numbers_differ(-1, 'a', '1', 'b'), 'two numbers');

select * from finish();
rollback;
