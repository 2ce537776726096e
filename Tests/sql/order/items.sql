-- Items of an order: which are products, which cannot be used, and how their values are read.
begin;
\ir ../prelude.psql
select plan(99);

-- Small questions.
select is(shipkeeper.is_integer(v::jsonb, 0, 100), e, format('is_integer %s', v))
from (
  values
  ('0', true), ('100', true), ('101', false), ('-1', false), ('1.5', false), ('1.0', true), ('1e2', true),
  ('1e400', false),
  ('"1"', false), ('true', false), ('null', false), ('{}', false), ('[1]', false), (null, false)
) as t (v, e);
select is(shipkeeper.is_text_or_null(v::jsonb, 3), e, format('is_text_or_null %s', v))
from (
  values ('"abc"', true), ('"abcd"', false), ('""', true), ('null', true), (null, true), ('1', false), ('false', false),
  ('{}', false)
) as t (v, e);
select is(shipkeeper.is_known_status(v), e, format('is_known_status %s', v))
from (
  values ('awaiting_payment', true), ('awaiting_shipment', true), ('shipped', true), ('on_hold', true),
  ('cancelled', true),
  ('pending_fulfillment', true), ('rejected_fulfillment', true), ('pending', false), ('Shipped', false), ('', false),
  (null, false)
) as t (v, e);

-- Products.
select is(shipkeeper.is_product_line(v::jsonb), e, format('product %s: %s', e, v))
from (
  values
  ('{"sku": "A"}', true),
  ('{}', true),
  ('{"sku": "A", "adjustment": true}', false),
  ('{"sku": "A", "adjustment": false}', true),
  ('{"sku": "A", "adjustment": null}', true),
  ('{"sku": "A", "lineItemKey": "discount"}', false),
  ('{"sku": "A", "lineItemKey": "DISCOUNT"}', false),
  ('{"sku": "A", "lineItemKey": "Discount"}', false),
  ('{"sku": "A", "lineItemKey": "discount2"}', true),
  ('{"sku": "A", "lineItemKey": null}', true),
  ('{"sku": "", "unitPrice": -5}', false),
  ('{"sku": null, "unitPrice": -0.01}', false),
  ('{"unitPrice": -5}', false),
  (U&'{"sku": " \00A0 ", "unitPrice": -5}', false),
  ('{"sku": "A", "unitPrice": -5}', true),
  ('{"sku": "", "unitPrice": 0}', true),
  ('{"sku": "", "unitPrice": null}', true),
  ('{"sku": ""}', true)
) as t (v, e);

-- Items that cannot be used. Each is a good item with one thing changed.
select is(
  shipkeeper.item_problem('{"orderItemId": 1, "sku": "A", "name": "N", "quantity": 1, "unitPrice": 1, "adjustment": '
  'false}'::jsonb || v::jsonb),
  e, format('item with %s: %s', left(v, 40), coalesce(e, 'good'))
)
from (
  values
  ('{}', null),
  ('{"adjustment": "true"}', 'adjustment of an item has a wrong type'),
  ('{"adjustment": 1}', 'adjustment of an item has a wrong type'),
  ('{"lineItemKey": 1}', 'lineItemKey of an item is no usable text'),
  ('{"lineItemKey": {}}', 'lineItemKey of an item is no usable text'),
  ('{"sku": 17612}', 'sku of an item is no usable text'),
  ('{"sku": []}', 'sku of an item is no usable text'),
  ('{"name": 5}', 'name of an item is no usable text'),
  ('{"name": null}', null),
  ('{"unitPrice": "19.99"}', 'unitPrice of an item has a wrong type'),
  ('{"unitPrice": true}', 'unitPrice of an item has a wrong type'),
  ('{"unitPrice": null}', null),
  ('{"unitPrice": 1e10}', 'unitPrice of an item is out of range'),
  ('{"unitPrice": -1e10}', 'unitPrice of an item is out of range'),
  ('{"unitPrice": 21474836.47}', null),
  ('{"unitPrice": 21474836.48}', 'unitPrice of an item is out of range'),
  ('{"unitPrice": 1e400}', 'unitPrice of an item is out of range'),
  ('{"unitPrice": 9e131071}', 'unitPrice of an item is out of range'),
  ('{"orderItemId": null}', 'orderItemId of an item is no usable number'),
  ('{"orderItemId": "1"}', 'orderItemId of an item is no usable number'),
  ('{"orderItemId": 0}', 'orderItemId of an item is no usable number'),
  ('{"orderItemId": 4000000000001}', null),
  ('{"orderItemId": 9223372036854775808}', 'orderItemId of an item is no usable number'),
  ('{"quantity": null}', 'quantity of an item is no usable number'),
  ('{"quantity": -1}', 'quantity of an item is no usable number'),
  ('{"quantity": 1.5}', 'quantity of an item is no usable number'),
  ('{"quantity": "2"}', 'quantity of an item is no usable number'),
  ('{"quantity": 2147483648}', 'quantity of an item is no usable number'),
  ('{"quantity": 1e400}', 'quantity of an item is no usable number'),
  ('{"quantity": 2147483647}', null),
  ('{"quantity": 0}', null),
  ('{"quantity": 2.0}', null),
  -- Of what is no product only what tells it apart is looked at.
  ('{"adjustment": true, "quantity": -1, "orderItemId": null, "unitPrice": -1e10}', null),
  ('{"adjustment": true, "unitPrice": "x"}', 'unitPrice of an item has a wrong type')
) as t (v, e);
select is(shipkeeper.item_problem(v::jsonb), 'an item is no object', format('item %s', v))
from unnest(array['null', '1', '"x"', '[]', 'true']) as v;
select is(
  shipkeeper.item_problem(jsonb_build_object('orderItemId', 1, 'quantity', 1, 'sku', repeat('s', n))), e,
  format('a SKU of %s characters', n)
)
from (values (500, null), (501, 'sku of an item is no usable text'),
  (1000000, 'sku of an item is no usable text')) as t (n, e);
select is(
  shipkeeper.item_problem(jsonb_build_object('orderItemId', 1, 'quantity', 1, 'name', repeat('n', n))), e,
  format('a name of %s characters', n)
)
from (values (10000, null), (10001, 'name of an item is no usable text')) as t (n, e);
select is(
  shipkeeper.item_problem(jsonb_build_object('orderItemId', 1, 'quantity', 1, 'lineItemKey', repeat('n', 1001))),
  'lineItemKey of an item is no usable text', 'a lineItemKey of 1001 characters'
);

-- The order around them: what is said of two bad items, of ids twice, of sums.
select is(
  (shipkeeper.lay_out_order('{"orderId": 7, "orderStatus": "shipped", "items": [{"orderItemId": 1, "quantity": -1}, '
  'null]}', '7')).problem,
  'quantity of an item is no usable number', 'the first bad item is named'
);
select is(
  (shipkeeper.lay_out_order(
    '{"orderId": 7, "orderStatus": "shipped", "items": [{"orderItemId": 1, "quantity": 1}, {"orderItemId": 1, '
    '"adjustment": true}]}', '7'
  )).problem, null, 'an id that only an adjustment repeats is no problem'
);
select is((shipkeeper.lay_out_order(null, '7')).problem, 'answer is no order', 'no document');

select * from finish();
rollback;
