-- Which orders may be written in ShipStation at all, by what they say themselves and by what the header says.
begin;
\ir prelude.psql
select plan(47);

create function play.came_of(p_change jsonb) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.order_on_hold('1');
  update play.remote set content = play.with_change(content, p_change);
  perform play.release('1');
  perform play.run_lots();
  v_came_of := concat_ws(' | ', play.review('1'), play.posts(), (select count(*) from play.remote));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of(c.change::jsonb), 'closed / verified | 1 | 1', 'updated: ' || c.change)
from (
  values
  ('{}'), ('{"externallyFulfilled": null}'), ('{"advancedOptions.mergedOrSplit": null}'), ('{"advancedOptions.mergedIds": null}'),
  ('{"orderKey": "71"}')
) as c (change);
select is(play.came_of(c.change::jsonb), 'closed / skipped / not_updatable | 0 | 1', 'left alone: ' || c.change)
from (
  values
  ('{"orderStatus": "on_hold"}'), ('{"orderStatus": "awaiting_payment"}'), ('{"orderStatus": "shipped"}'),
  ('{"orderStatus": "cancelled"}'), ('{"orderStatus": "pending_fulfillment"}'), ('{"orderStatus": "Awaiting_Shipment"}'),
  ('{"orderStatus": ""}'), ('{"orderKey": null}'), ('{"orderKey": ""}'), ('{"orderKey": " "}'), ('{"orderKey": 5}'),
  ('{"externallyFulfilled": true}'), ('{"advancedOptions.mergedOrSplit": true}'), ('{"advancedOptions.mergedIds": [5]}'),
  ('{"advancedOptions.parentId": 5}'), ('{"orderNumber": "2"}'), ('{"orderNumber": null}')
) as c (change);
select is(play.came_of(c.change::jsonb), 'open / ' || c.reason || ' | 0 | 1', 'unusable: ' || c.change)
from (
  values
  ('{"orderStatus": null}', 'orderStatus is missing or no text'), ('{"items": null}', 'items are missing or no list'),
  ('{"orderId": 72}', 'answer is another order')
) as c (change, reason);

-- Why, in the function's own words.
select is(shipkeeper.why_not_updatable(c.o::jsonb), c.why, coalesce(c.why, 'it may'))
from (
  values
  ('{"orderStatus": "awaiting_shipment", "orderId": 1, "orderKey": "k"}', null), ('{}', 'status'),
  ('{"orderStatus": "awaiting_shipment"}', 'no orderId'), ('{"orderStatus": "awaiting_shipment", "orderId": "1"}', 'no orderId'),
  ('{"orderStatus": "awaiting_shipment", "orderId": 1}', 'no orderKey'),
  ('{"orderStatus": "awaiting_shipment", "orderId": 1, "orderKey": "k", "externallyFulfilled": true}', 'externally fulfilled'),
  ('{"orderStatus": "awaiting_shipment", "orderId": 1, "orderKey": "k", "advancedOptions": {"parentId": 3}}', 'merged or split')
) as c (o, why);

-- The header's own id.
create function play.came_of_id(p_id text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.order_on_hold('1');
  update public.orders_inbox set shipstation_order_id = p_id;
  perform play.release('1');
  perform play.run_lots();
  v_came_of := play.review('1') || play.sent()::text;
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_id(i), 'closed / skipped / no_shipstation_id{}', format('the header''s id is %s', coalesce('"' || i || '"', 'null'))
)
from unnest(array[null, '', 'x', '0', '071', '71 ', '71/../72', '-71', '71.0', '12345678901234567890']) as i;
select play.order_on_hold('1');
insert into public.orders_inbox (order_number, order_date, shipstation_order_id) values ('2', '2025-11-03', '71');
select play.release('1');
select play.run_lots();
select is(play.review('1') || play.sent()::text, 'closed / skipped / no_shipstation_id{}', 'two headers carry one id');
delete from public.orders_inbox;
delete from play.remote;
select play.released_order('3');
update play.remote set id = 99;
select play.run_lots();
select is(play.review('3'), 'closed / skipped / not_updatable', 'ShipStation does not know it');


-- An order whose text cannot be changed without touching more is left to a person.
delete from public.orders_inbox;
select play.released_order('4');
insert into play.answer
select '/orders/74', 200, '', convert_to(replace(content::text, '"sku": "17', '"options": [{"sku": "x"}], "sku": "17'), 'UTF8'), null
from play.remote where id = 74;
select play.run_lots();
select is(play.review('4'), 'closed / held / cannot_be_edited_exactly', 'another sku stands before that of a line');
select is(play.steps(), 'rrsc', 'nothing is sent');
select is(
  play.said(), array['warning: ⚠️ Lots of order 4 held: its text cannot be changed without touching more'], 'it is said'
);

select * from finish();
rollback;
