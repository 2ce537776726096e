-- Orders that cannot be used, each between two that can: it costs itself only.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(54);

-- Three orders, the second one spoiled by members that replace its own. What became of the walk and of that order; '' is well.
create function play.spoiled(p_members jsonb, p_mode text default 'full') returns text language plpgsql as $$
begin
  delete from public.orders_inbox;
  delete from shipkeeper.ghost;
  delete from play.remote;
  perform play.forget();
  perform play.remote_orders(1, 3);
  update play.remote set content = content || p_members where id = 72;
  if p_mode = 'heal_only' then
    perform play.make_ghosts('1', '2', '3');
  end if;
  perform play.walk(p_mode);
  return (
    select array_to_string(play.refused(), ', ') || case
      when play.header('1') || play.header('3') || play.watermark()
        <> 'awaiting_shipment 2awaiting_shipment 22025-11-20T18:00:30Z' then ' - and costs others'
      when coalesce(cardinality(play.lines('2')), 0) > 0 then ' - and has lines'
      when p_mode = 'full' and play.header('2') is not null then ' - and has a header'
      else ''
    end
  );
end
$$;

-- Its parts, in both modes: of a ghost's order and of a new one.
select is(play.spoiled(members, mode), '2: ' || problem, format('%s: %s', mode, left(members::text, 80)))
from (
  values
  ('{"orderStatus": 5}'::jsonb, 'orderStatus is missing or no text'), ('{"orderStatus": null}', 'orderStatus is missing or no text'),
  ('{"items": "none"}', 'items are missing or no list'), ('{"items": null}', 'items are missing or no list'),
  ('{"items": {"sku": "A"}}', 'items are missing or no list'), ('{"items": ["A"]}', 'an item is no object'),
  ('{"items": [{"orderItemId": 1, "sku": ["A"], "quantity": 1}]}', 'sku of an item is no usable text'),
  ('{"items": [{"orderItemId": 1, "sku": "A", "quantity": "1"}]}', 'quantity of an item is no usable number'),
  ('{"items": [{"orderItemId": 1, "sku": "A", "quantity": 1.5}]}', 'quantity of an item is no usable number'),
  ('{"items": [{"orderItemId": 1, "sku": "A", "quantity": 3000000000}]}', 'quantity of an item is no usable number'),
  ('{"items": [{"orderItemId": null, "sku": "A", "quantity": 1}]}', 'orderItemId of an item is no usable number'),
  ('{"items": [{"orderItemId": 1, "sku": "A", "quantity": 1, "unitPrice": 1e200}]}', 'unitPrice of an item is out of range'),
  (
    '{"items": [{"orderItemId": 1, "sku": "A", "quantity": 1}, {"orderItemId": 1, "sku": "B", "quantity": 1}]}',
    'two items have one orderItemId'
  ),
  (jsonb_build_object('items', jsonb_build_array(play.item(repeat('x', 501)))), 'sku of an item is no usable text'),
  (
    jsonb_build_object('items', jsonb_build_array(play.item('A', 1, 1, jsonb_build_object('name', repeat('x', 1000000))))),
    'name of an item is no usable text'
  )
) as v (members, problem)
cross join unnest(array['heal_only', 'full']) as mode;

-- What only a new header would hold: refused in mode full, no matter to a ghost's lines.
select is(
  play.spoiled(members) || '; ' || play.spoiled(members, 'heal_only'), '2: ' || problem || ';  - and has lines', left(members::text, 80)
)
from (
  values
  ('{"orderDate": "soon"}'::jsonb, 'orderDate is missing or no date'), ('{"orderTotal": "20"}', 'orderTotal has a wrong type'),
  ('{"orderTotal": -1e12}', 'orderTotal is out of range'),
  (jsonb_build_object('customerEmail', repeat('x', 1000000)), 'customerEmail is no usable text'),
  ('{"shipTo": ["100 EXAMPLE ST"]}', 'shipTo is no address'), ('{"billTo": {"phone": 5}}', 'phone of billTo is no usable text'),
  ('{"carrierCode": {"name": "ups"}}', 'carrierCode is no usable text'), ('{"orderStatus": "processing"}', 'unknown status in ShipStation')
) as v (members, problem);
select is(play.spoiled('{"orderNumber": null}'), '72: orderNumber is missing or no usable text', 'one without a number is kept by its id');

-- Odd, and no harm.
select is(play.spoiled(members, 'heal_only'), ' - and has lines', 'no harm: ' || members::text)
from unnest(array[
  '{"advancedOptions": "none"}', '{"advancedOptions": {"mergedIds": {"a": 1}, "parentId": [1]}}',
  '{"advancedOptions": {"mergedIds": [null, "x", -1, 1e30, {"a": []}]}}'
]::jsonb[]) as members;
select is(play.spoiled('{"orderId": "x"}'), '2: orderId is no usable number', 'one without an id is passed, and kept by its place');
select ok(play.has_said('error: ❌ Sync: order 2 could not be used: orderId is no usable number%'), 'and said');

-- Half a character, escaped, is marked: the order comes in.
insert into play.damage values ('SPOIL', convert_to('\ud800', 'UTF8'));
select is(play.spoiled('{"internalNotes": "SPOIL"}'), ' - and has lines', 'no harm: half a character, escaped');
-- What cannot be read as JSON at all: the page is divided, the others come.
update play.damage set shown = '\xc3';
select is(play.spoiled('{"internalNotes": "SPOIL"}'), '72: answer holds bytes that are no text', 'half a character, in bytes');
update play.damage set shown = '\x00';
select is(play.spoiled('{"internalNotes": "SPOIL"}'), '72: answer holds bytes that are no text', 'a NUL byte');
update play.damage set shown = convert_to('" 1e200000 "', 'UTF8');
select is(play.spoiled('{"internalNotes": "SPOIL"}'), '72: answer is not whole JSON', 'what is no JSON');
update play.damage set seen = '"SPOIL"', shown = convert_to('1e200000', 'UTF8');
select is(play.spoiled('{"internalNotes": "SPOIL"}'), '72: answer is not whole JSON', 'a number beyond all');
delete from play.damage;

-- The shop's own tables.
alter table public.orders_inbox alter column ship_city type varchar(10);
select is(
  play.spoiled('{"shipTo": {"city": "A city far away"}}'), '2: database failure 22001', 'a text longer than the shop''s column'
);
alter table public.orders_inbox add constraint orders_inbox_total_check check (total_amount_cents < 10000);
select is(
  play.spoiled('{"orderTotal": 100}'), '2: database failure 23514 orders_inbox_total_check', 'a constraint of the shop, by its name'
);

-- Known orders take what is usable.
create function play.known() returns text language plpgsql as $$
begin
  delete from shipkeeper.seen_order;
  perform play.walk();
  return (select concat_ws('|', status, total_amount_cents, shipping_carrier_code, shipping_service_code)
    from public.orders_inbox where order_number = '1');
end
$$;
update play.remote set content = content || '{"orderStatus": "on_hold", "carrierCode": "ups", "serviceCode": "ground"}' where id = 71;
select is(play.known(), 'on_hold|2000|ups|ground', 'a known order');
update play.remote
set content = content || '{"orderStatus": "shipped", "carrierCode": {"name": "x"}, "serviceCode": [1], "orderTotal": "5"}'
where id = 71;
select is(play.known(), 'shipped|2000|ups|ground', 'what is of a wrong type is left as what is not said');
update play.remote set content = content || jsonb_build_object('carrierCode', repeat('x', 1001), 'orderTotal', 1e300) where id = 71;
select is(play.known(), 'shipped|2000|ups|ground', 'what is too large as well');

select * from finish();
rollback;
