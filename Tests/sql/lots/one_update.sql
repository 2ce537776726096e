-- The whole way of one order: released here, read, sent whole with its new lot, read again and believed.
begin;
\ir prelude.psql
select plan(17);

select play.released_order('1', array[play.item('17612-250237', 2), play.item('18795 - 11001', 1), play.item('X')]);
create temporary table before as select content from play.remote;
select is(play.review('1'), 'open', 'a release opens a review');
select is(play.run_lots(), 'done', 'a cycle');
select is(play.review('1'), 'closed / verified', 'verified');
select is(
  play.sent(), array['/orders/71', '/shipments?orderId=71&pageSize=500&page=1', '/orders/71', '/orders/createorder',
    '/orders/71'], 'read, labels looked for, read once more, sent, and read to compare'
);
select results_eq(
  $$ select method, body is not null from play.step where kind = 'send' order by n $$,
  $$ values ('GET', false), ('GET', false), ('GET', false), ('POST', true), ('GET', false) $$, 'one of them writes'
);
select is(play.skus('1'), array['17612 - 250300', '18795 - 11001', 'X'], 'ShipStation has the active lot');
select is(
  (select content - 'items' - 'modifyDate' from play.remote), (select content - 'items' - 'modifyDate' from before),
  'and nothing else is another there'
);
select is(
  (select convert_from(body, 'UTF8') from play.step where method = 'POST'),
  (select replace(content::text, '"sku": "17612-250237"', '"sku": "17612 - 250300"') from before),
  'what was sent is what was read but for that SKU'
);
select is(
  play.lines('1'), array['17612|17612 - 250300|2|1000', '18795|18795 - 11001|1|1000', 'X||1|1000'],
  'the line here has it too'
);
select is(play.trace('1'), array['17612 250237>250300 verified by automatic'], 'one row of trace');
select is(play.outcome_of('1'), 'verified', 'the outcome is kept');
select is(
  play.said(), array['info: 🏷️ Lots of order 1 updated: 17612-250237 becomes 17612 - 250300'], 'and said'
);
select play.figures_are(
  '{"lots_updated": 1, "lots_would_update": 0, "lots_awaiting_approval": 0, "lots_mismatched": 0, "requests": 5}',
  'and counted'
);
select results_eq(
  $$
  select order_inbox_id = (select id from public.orders_inbox where order_number = '1'), shipstation_order_id,
    order_item_id = (select (content -> 'items' -> 0 ->> 'orderItemId')::bigint from before), dry_run,
    digest_before = shipkeeper.order_digest((select content from before)),
    digest_after = shipkeeper.order_digest((select content from play.remote)),
    updated_at > clock_timestamp() - interval '1 minute'
  from shipkeeper.lot_update_audit
  $$, $$ values (true, '71', true, false, true, true, true) $$, 'the trace says of what, and from what to what'
);
select is(
  (select concat(
    (select count(*) from shipkeeper.request where body is not null or answer is not null),
    (select count(*) from shipkeeper.lot_review where post_body is not null or field_digests is not null)
  )), '00', 'no body and no digest of a field is kept'
);
select results_eq(
  $$ select posts, from_status, to_status, opened_by, normalised, shipstation_order_id from shipkeeper.lot_review $$,
  $$ values (1, 'on_hold', 'awaiting_shipment', session_user::text collate "default", '{}'::text [], '71') $$,
  'the review keeps what opened it'
);
select play.run_lots();
select is(play.sent(), '{}', 'the next cycle has nothing to do');

select * from finish();
rollback;
