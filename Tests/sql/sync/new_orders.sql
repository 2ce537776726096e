-- Orders that are not here yet: brought in whole in mode full, or not at all.
begin;
\ir ../prelude.psql
select plan(25);
insert into play.clock values ('2025-11-20 20:00Z');
create function play.page(p_mode text default 'full') returns text language plpgsql as $$
begin
  perform play.sync(p_mode, '2025-11-20 17:00Z');
  return play.run('{"kind": "run", "only": ["sync"]}');
end
$$;
create function play.refusal() returns text language sql as $$ select reason from shipkeeper.refused_order $$;

insert into play.remote values (71, play.order_json('1', 'awaiting_payment', play.item('A', 2, 19.99), play.item(null, 1, 1)) || '{
  "orderId": 71, "orderNumber": "N-1", "orderDate": "2025-11-19T23:59:59.0000000", "modifyDate": "2025-11-20T10:00:00", "orderTotal": 40.98,
  "carrierCode": "ups", "serviceCode": "ground",
  "shipTo": {"name": "Test Customer", "street1": "100 EXAMPLE ST", "postalCode": "99999", "country": "US", "phone": null},
  "billTo": {"name": "Test Customer"}}');
select play.page('heal_only');
select is((select count(*) from public.orders_inbox), 0::bigint, 'heal_only: nothing comes in');
select play.page();
select results_eq(
  $$
  select status, order_date::text, shipstation_order_id, total_items, total_amount_cents, source_system, customer_email,
    shipping_carrier_code, shipping_service_code, ship_name, ship_street1, ship_postal_code, ship_country, ship_phone, bill_name
  from public.orders_inbox where order_number = 'N-1'
  $$,
  $$
  values ('awaiting_payment', '2025-11-19', '71', 3, 4098, 'ShipStation Manual', 'buyer@example.invalid', 'ups', 'ground',
    'Test Customer', '100 EXAMPLE ST', '99999', 'US', null::text, 'Test Customer')
  $$, 'full: the header, order_date as sent'
);
select is(play.lines('N-1'), array['A||2|1999', 'NO-SKU||1|100'], 'with its lines');
select is(play.outcome_of('N-1'), 'imported', 'outcome');
select is((select units_here from shipkeeper.seen_order where shipstation_order_id = '71'), 3::bigint, 'units agree');
select play.figures_are('{"orders_imported": 1, "orders_refused": 0}', 'metrics');
select play.page();
select is((select count(*) from public.orders_inbox), 1::bigint, 'once');
delete from play.remote;

-- What does not come in.
select play.remote_order('2', '2025-11-20 10:01', 'awaiting_shipment', array[]::jsonb[]);
select play.page();
select is((select count(*) from public.orders_inbox), 1::bigint, 'no order without a line: it would be a ghost');
select is(play.refusal(), null, 'and nothing wrong with it');
update shipkeeper.settings set import_order_number_pattern = '^X';
select play.remote_order('2', '2025-11-20 10:02');
select play.page();
select is((select count(*) from public.orders_inbox), 1::bigint, 'no number that shall not come in');
update shipkeeper.settings set import_order_number_pattern = default;
select play.remote_order('2', '2025-11-20 10:03', 'processing');
select play.page();
select is(play.refusal(), 'unknown status in ShipStation', 'no unknown status');
select is(
  (
    select array_agg(coalesce(shipkeeper.header_problem(play.order_json('1', 'shipped') || '{"orderDate": "2025-11-20"}' || m), '') order by place)
    from unnest(array[
      '{}', '{"orderNumber": null}', '{"orderNumber": " "}', '{"orderNumber": 5}', '{"orderDate": null}', '{"orderDate": "2025-02-30"}',
      '{"orderDate": "soon"}', '{"orderTotal": "5"}', '{"orderTotal": 1e12}', '{"customerEmail": 7}', '{"shipTo": 7}',
      '{"billTo": {"city": []}}'
    ]::jsonb[]) with ordinality as u (m, place)
  ),
  array[
    '', 'orderNumber is missing or no usable text', 'orderNumber is missing or no usable text', 'orderNumber is missing or no usable text',
    'orderDate is missing or no date', 'orderDate is missing or no date', 'orderDate is missing or no date', 'orderTotal has a wrong type',
    'orderTotal is out of range', 'customerEmail is no usable text', 'shipTo is no address', 'city of billTo is no usable text'
  ], 'what a header cannot hold'
);
delete from play.remote;
insert into play.remote select 72, play.order_json('2', 'shipped', play.item('A')) || '{"modifyDate": "2025-11-20T10:04:00", "orderDate": "2025-11-20", "orderTotal": "x"}';
select play.page();
select is(play.refusal(), 'orderTotal has a wrong type', 'a header that cannot be');
select play.keep_sku_rule();
select play.remote_order('2', '2025-11-20 10:05', 'shipped', array[play.item('A'), play.item('A')]);
select play.page();
select is(play.refusal(), 'duplicate SKUs, which the shop''s constraint does not hold', 'a repeated SKU');
select is((select count(*) from public.orders_inbox), 1::bigint, 'none of them came in');
select play.free_sku_rule();
select play.remote_order('2', '2025-11-20 10:06', 'shipped', array[play.item('A'), play.item('A')]);
select play.page();
select is(play.lines('2'), array['A||1|1000', 'A||1|1000'], 'without the constraint it does');
select is(play.refusal(), null, 'and is forgotten as refused');

-- What the shop refuses.
create function public.refuse_line() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
create trigger refuse_line before insert on public.order_items_inbox for each row when (new.sku = 'BAD') execute function public.refuse_line();
select play.remote_order('3', '2025-11-20 10:07', 'shipped', array[play.item('A'), play.item('BAD')]);
select play.remote_order('4', '2025-11-20 10:08', 'shipped');
select play.page();
select is((select string_agg(order_number, ' ' order by id) from public.orders_inbox), 'N-1 2 4', 'a refused line: no header either; the next goes on');
select is(play.refusal(), 'database failure P0001', 'kept with its reason');
create function play.with_header(p_number text, p_more jsonb default '{}') returns shipkeeper.decided_order language plpgsql as $$
declare
  v_order shipkeeper.decided_order;
begin
  v_order.action := 'import';
  v_order.writes_lines := true;
  v_order.laid.shipstation_order_id := '9' || p_number;
  v_order.laid.order_number := p_number;
  v_order.laid.header := jsonb_build_object('order_number', p_number, 'order_date', '2025-11-20', 'shipstation_order_id', '9' || p_number) || p_more;
  return v_order;
end
$$;
select results_eq(
  $$ select (n.laid).shipstation_order_id, n.order_inbox_id is null, n.reason
  from unnest(shipkeeper.insert_headers(array[play.with_header('4'), play.with_header('99')])) as n $$,
  $$ values ('94', true, 'locked'), ('999', false, null) $$, 'a number that came in between: none is added'
);
delete from public.orders_inbox where order_number = '99';

-- Merged orders.
delete from shipkeeper.refused_order;
delete from play.remote;
select play.remote_order('6', '2025-11-20 10:09', 'awaiting_shipment', p_more => '{"advancedOptions": {"mergedOrSplit": true, "mergedIds": [77, 78, 79, "x"], "parentId": null}}');
select play.remote_order('7', '2025-11-20 10:10', 'awaiting_shipment', p_more => '{"advancedOptions": {"parentId": 76}}');
select play.page();
select is((select string_agg(order_number, ' ' order by id) from public.orders_inbox), 'N-1 2 4 6', 'one that was merged into another does not come in');
select is((select parent_id from shipkeeper.seen_order where order_number = '7'), '76', 'whose child an order is, is kept');
select play.make_ghost('8');
delete from play.remote where id = 76;
select play.run('{"kind": "run", "only": ["ghosts"]}');
select ok(
  'warning: ⚠️ Order 8 not found in ShipStation (404): merged into order 6 - marked as cancelled' = any(play.said()), 'a 404 on a merged order is explained'
);
select is(play.outcome_of('8'), 'cancelled: merged', 'outcome');
update shipkeeper.settings set cancellations_per_day = 0;
select play.make_ghost('8b', p_shipstation_id => '79');
select play.run('{"kind": "run", "only": ["ghosts"]}');
select is(play.outcome_of('8b'), 'cancelled: merged', 'and does not count as a sign of the wrong account');

select * from finish();
rollback;
