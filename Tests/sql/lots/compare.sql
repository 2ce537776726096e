-- What ShipStation has after a change, against what was sent: the same, written otherwise, or harm.
begin;
\ir prelude.psql
select plan(90);

-- What comes of an order that ShipStation takes in with values of its own: the review, and which fields it noted as
-- written otherwise. Leaves no trace.
create function play.came_of(p_change jsonb, p_more jsonb default '{}') returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.order_on_hold(
    '1', array[play.item('17612 - 250237', 2, 10.00, '{"options": [{"name": "a", "value": "b"}]}'),
      play.item('X', 1, 5), play.item('', 1, -2.50, '{"adjustment": true, "quantity": null}')], p_more
  );
  perform play.release('1');
  perform play.go_wrong('POST', '/orders/createorder', p_change => p_change);
  perform play.run_lots();
  select concat_ws(' / ', play.review('1'), nullif(array_to_string(r.normalised, ', '), '')) into v_came_of
  from shipkeeper.lot_review as r;
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
create function play.came_of_one(p_path text, p_value jsonb) returns text language sql as $$
  select play.came_of(jsonb_build_object(p_path, p_value))
$$;
select is(play.came_of('{}'), 'closed / verified', 'the same');

-- Harm: what is packed, where it goes, what it costs, how it is sent.
select is(
  play.came_of_one(c.path, c.value), format('closed / mismatch / %s / %1$s', c.field), format('%s becomes %s', c.path, c.value)
)
from (
  values
  ('items.0.sku', '"17612 - 250301"'::jsonb, 'items'), ('items.0.quantity', '3', 'items'),
  ('items.0.unitPrice', '10.01', 'items'), ('items.0.adjustment', 'true', 'items'),
  ('items.0.options.0.value', '"c"', 'items'), ('items.0.options', '[]', 'items'), ('items.1.sku', '""', 'items'),
  ('items.1.sku', 'null', 'items'), ('items.1.quantity', '0', 'items'), ('items.2.unitPrice', '-2.5001', 'items'),
  ('items.2.adjustment', 'null', 'items'), ('items.2.quantity', '1', 'items'),
  ('orderStatus', '"on_hold"', 'orderStatus'), ('orderTotal', '20.01', 'orderTotal'), ('amountPaid', '0', 'amountPaid'),
  ('amountPaid', 'null', 'amountPaid'), ('taxAmount', '0.01', 'taxAmount'), ('shippingAmount', 'null', 'shippingAmount'),
  ('tagIds', '[2]', 'tagIds'), ('tagIds', 'null', 'tagIds'), ('tagIds', '[1, 2, 3]', 'tagIds'),
  ('holdUntilDate', '"2025-12-01"', 'holdUntilDate'), ('requestedShippingService', 'null', 'requestedShippingService'),
  ('carrierCode', '"fedex"', 'carrierCode'), ('serviceCode', 'null', 'serviceCode'), ('packageCode', '""', 'packageCode'),
  ('orderKey', '"another"', 'orderKey'), ('orderNumber', '"2"', 'orderNumber'),
  ('advancedOptions.storeId', '4', 'advancedOptions.storeId'),
  ('internationalOptions.customsItems', 'null', 'internationalOptions.customsItems'),
  ('internationalOptions.customsItems.0.value', '10.01', 'internationalOptions.customsItems'),
  ('shipTo.street1', '"2 EXAMPLE ST"', 'shipTo.street1'), ('shipTo.street1', 'null', 'shipTo.street1'),
  ('shipTo.street2', '"Flat 2"', 'shipTo.street2'), ('shipTo.street3', '"Floor 3"', 'shipTo.street3'),
  ('shipTo.city', '"ELSEWHERE"', 'shipTo.city'), ('shipTo.postalCode', '"99999"', 'shipTo.postalCode'),
  ('shipTo.country', '"CA"', 'shipTo.country'), ('shipTo.country', 'null', 'shipTo.country')
) as c (path, value, field);

-- Written otherwise: noted, and no harm.
select is(
  play.came_of_one(c.path, c.value), format('closed / verified / %s', c.path), format('%s becomes %s', c.path, c.value)
)
from (
  values
  ('confirmation', '"none"'::jsonb), ('internalNotes', 'null'), ('internalNotes', '"other"'), ('weight', '{"value": 2}'),
  ('customerEmail', '"a@example.invalid"'), ('billTo.street1', '"elsewhere"'), ('billTo.country', 'null'),
  ('shipTo.name', '"B"'), ('shipTo.phone', '"1"'), ('shipTo.residential', 'false'), ('shipTo.state', '"FL"'),
  ('shipTo.addressVerified', '"Address not yet validated"'), ('advancedOptions.customField1', 'null'),
  ('advancedOptions.warehouseId', '6'), ('internationalOptions.contents', '"gift"'), ('userId', '"x"'),
  ('externallyFulfilled', 'true'), ('orderDate', '"2025-11-03T00:00:00"'), ('neverSeen', '{"a": 1}')
) as c (path, value);

-- The same, however it is written.
select is(play.came_of_one(c.path, c.value), 'closed / verified', format('%s becomes %s', c.path, c.value))
from (
  values
  ('items.0.unitPrice', '10'::jsonb), ('items.0.quantity', '2.0'), ('amountPaid', '20'), ('shippingAmount', '0'),
  ('tagIds', '[1, 2]'), ('holdUntilDate', '""'), ('shipTo.street1', '" 1 Example  st "'), ('shipTo.city', '"Sampletown"'),
  ('shipTo.street2', 'null'), ('shipTo.country', '"us"'), ('internationalOptions.customsItems.0.value', '10.0'),
  ('internationalOptions.customsItems.0.customsItemId', '10'),
  ('weight', '{"units": "ounces", "value": 1.5}'), ('advancedOptions.mergedIds', 'null'), ('neverSeen', 'null'),
  ('modifyDate', '"2030-01-01T00:00:00"'), ('items.0.imageUrl', '"x"')
) as c (path, value);
select is(
  play.came_of('{"items.0.orderItemId": 4000000009999, "items.1.orderItemId": 4000000009998}'), 'closed / verified',
  'lines with new ids are the same lines'
);
select is(
  play.came_of('{}', '{"tagIds": null, "internationalOptions": null, "shipTo": null, "advancedOptions": []}'),
  'closed / verified', 'an order without what others have'
);

-- Customs lines written anew may come in another order.
select is(
  play.came_of(
    '{"internationalOptions.customsItems": [{"customsItemId": "8", "value": 3}, {"customsItemId": "9", "value": 10, "description": "Tea"}]}',
    '{"internationalOptions": {"customsItems": [{"customsItemId": "1", "description": "Tea", "value": 10.00}, {"customsItemId": "2", "value": 3}]}}'
  ), 'closed / verified', 'customs lines in another order are the same lines'
);
select is(
  play.came_of(
    '{"internationalOptions.customsItems": [{"customsItemId": "8", "value": 3}]}',
    '{"internationalOptions": {"customsItems": [{"customsItemId": "1", "value": 3}, {"customsItemId": "2", "value": 3}]}}'
  ), 'closed / mismatch / internationalOptions.customsItems / internationalOptions.customsItems', 'one of two alike is another content'
);

-- Several at once: harm is named alone, all are noted.
select is(
  play.came_of('{"confirmation": "none", "shipTo.city": "X", "carrierCode": null}'),
  'closed / mismatch / carrierCode, shipTo.city / carrierCode, confirmation, shipTo.city', 'several'
);
-- Lines are a multiset: their order says nothing, how many there are does.
create function play.are_same_lines(p_one jsonb, p_other jsonb) returns boolean language sql as $$
  select shipkeeper.field_digests(jsonb_build_object('items', p_one), '')
    is not distinct from shipkeeper.field_digests(jsonb_build_object('items', p_other), '')
$$;
select is(play.are_same_lines(c.one::jsonb, c.other::jsonb), c.same, format('%s and %s', c.one, c.other))
from (
  values
  ('[{"sku": "A", "quantity": 1}, {"sku": "B", "quantity": 1}]', '[{"sku": "B", "quantity": 1}, {"sku": "A", "quantity": 1}]', true),
  ('[{"sku": "A", "quantity": 1}, {"sku": "A", "quantity": 1}]', '[{"sku": "A", "quantity": 1}]', false),
  ('[{"sku": "A", "quantity": 1}, {"sku": "A", "quantity": 1}]', '[{"sku": "A", "quantity": 2}]', false),
  ('[{"sku": "A", "quantity": 1, "options": []}]', '[{"sku": "A", "quantity": 1.0, "unitPrice": 0, "options": null}]', true),
  ('[{"sku": "A", "quantity": 1, "options": [{"value": 1.0}]}]', '[{"sku": "A", "quantity": 1, "options": [{"value": 1}]}]', true),
  ('[{"sku": "", "quantity": "many"}]', '[{"sku": null, "quantity": "many"}]', true),
  ('[{"sku": "a", "quantity": 1}]', '[{"sku": "A", "quantity": 1}]', false), ('[]', 'null', true), ('[]', '[{"sku": "A"}]', false)
) as c (one, other, same);

select * from finish();
rollback;
