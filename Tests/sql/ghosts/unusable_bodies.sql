-- Answers with status 200 that cannot be used: nothing of the order is written, and the reason is kept.
begin;
\ir ../prelude.psql
select plan(4);

create temporary table wrong (number text, body bytea, reason text);
insert into wrong
select number, convert_to(body, 'UTF8'), reason
from (
  values
  ('1', '<html><body>Maintenance</body></html>', 'answer is HTML, not JSON'),
  ('2', E' \n<!doctype html>', 'answer is HTML, not JSON'),
  ('3', '{"orderId": 73, "items": [', 'answer is not whole JSON'),
  ('4', 'null', 'answer is no order'),
  ('5', '[]', 'answer is no order'),
  ('6', '76', 'answer is no order'),
  ('7', '"77"', 'answer is no order'),
  ('8', '{"orderId": 79, "orderStatus": "shipped", "items": []}', 'answer is another order'),
  ('9', '{"orderId": "79", "orderStatus": "shipped", "items": []}', 'orderId is no usable number'),
  ('10', '{"orderStatus": "shipped", "items": []}', 'orderId is no usable number'),
  ('11', '{"orderId": 711, "orderStatus": "shipped"}', 'items are missing or no list'),
  ('12', '{"orderId": 712, "orderStatus": "shipped", "items": null}', 'items are missing or no list'),
  ('13', '{"orderId": 713, "orderStatus": "shipped", "items": {}}', 'items are missing or no list'),
  ('14', '{"orderId": 714, "items": []}', 'orderStatus is missing or no text'),
  ('15', '{"orderId": 715, "orderStatus": null, "items": []}', 'orderStatus is missing or no text'),
  ('16', '{"orderId": 716, "orderStatus": 1, "items": []}', 'orderStatus is missing or no text'),
  ('17', '{"orderId": 717, "orderStatus": "shipped", "items": [], "note": "a\u0000b"}', 'answer holds a NUL'),
  ('18', '', 'answer is empty'),
  ('19', repeat('[', 100000), 'answer is not whole JSON'),
  ('20', '{"orderId": 720, "orderStatus": "shipped", "items": [null]}', 'an item is no object'),
  ('21', '{"orderId": 721.5, "orderStatus": "shipped", "items": []}', 'orderId is no usable number'),
  ('22', '{"orderId": 722, "orderStatus": "shipped", "items": [], "x": 1e999999}', 'answer is not whole JSON'),
  (
    '23',
    '{"orderId": 723, "orderStatus": "shipped", "items": '
    '[{"orderItemId": 1, "sku": "A", "quantity": 1}, {"orderItemId": 1, "sku": "B", "quantity": 1}]}',
    'two items have one orderItemId'
  ),
  (
    '24',
    '{"orderId": 724, "orderStatus": "shipped", "items": [{"orderItemId": 1, "sku": "A", "quantity": 2147483647}, '
    '{"orderItemId": 2, "sku": "B", "quantity": 1}]}',
    'quantities add up to more than an integer holds'
  ),
  (
    '25', '{"orderId": 725, "orderStatus": "shipped", "items": [{"orderItemId": 1, "sku": "A", "quantity": "2"}]}',
    'quantity of an item is no usable number'
  ),
  ('26', '{"success": true}', 'orderId is no usable number')
) as v (number, body, reason);
insert into wrong values
('27', '\x7b22ff223a317d', 'answer holds bytes that are no text'),
('28', '\x7b7d00', 'answer holds bytes that are no text'),
('29', null, 'answer is empty');

select play.make_ghost(w.number), play.answer(w.number, 200, w.body) from wrong as w order by w.number::integer;
create temporary table before_cycle as
select o.*, play.lines(o.order_number) from public.orders_inbox as o;
-- An unusable answer is no failure of the API: however many there are, the cycle goes on.
select is(play.run(), 'done', 'the cycle goes on to its end');
select results_eq(
  $$ select number, 'error: ' || reason from wrong order by number::integer $$,
  $$ select number, play.outcome_of(number) from wrong order by number::integer $$, 'each has its reason'
);
select results_eq(
  'select o.*, play.lines(o.order_number) from public.orders_inbox as o order by o.id',
  'select * from before_cycle order by id', 'nothing is written'
);
select play.figures_are('{"ghost_orders_found": 29, "errors": 29, "backfilled": 0}', 'metrics');

select * from finish();
rollback;
