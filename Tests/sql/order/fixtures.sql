-- Answers as ShipStation really gave them. Run from the top of the repository.
begin;
\ir ../prelude.psql
select plan(17);

-- Lays the first order of a recorded answer ready under its own id, with a ghost to heal, and heals it.
create function play.heal_recorded(p_text text) returns text language plpgsql as $$
declare
  v_document constant jsonb := p_text;
  v_order constant jsonb := coalesce(v_document -> 'orders' -> 0, v_document);
begin
  delete from public.orders_inbox;
  delete from play.answer;
  perform play.make_ghost(v_order ->> 'orderNumber', p_shipstation_id => v_order ->> 'orderId');
  insert into play.answer values (
    '/orders/' || (v_order ->> 'orderId'), 200, '',
    convert_to(case when v_document ? 'orders' then v_order::text else p_text end, 'UTF8'), null
  );
  perform play.run();
  return concat_ws(' / ', play.outcome_of(o.order_number), play.header(o.order_number), play.lines(o.order_number)) from public.orders_inbox as o;
end
$$;

\set content `cat Tests/fixtures/real-manual-order-shipped-2015.json`
select isnt(:'content'::text, '', 'the recorded answers are there');
select matches(play.heal_recorded(:'content'), '^backfilled / shipped \d+ / \{.+\}$', 'an order made by hand');
select results_eq(
  $$ select sum(quantity)::integer from public.order_items_inbox $$,
  'select total_items from public.orders_inbox', 'its sum'
);
select is(
  (select array_agg(round((i ->> 'unitPrice')::numeric * 100)::integer order by p)
   from jsonb_array_elements(:'content'::jsonb -> 'items') with ordinality as e (i, p)),
  (select array_agg(unit_price_cents order by id) from public.order_items_inbox), 'its prices, in cents'
);

\set content `cat Tests/fixtures/docs2025-get-order.json`
select play.heal_recorded(:'content') as recorded \gset
select matches(:'recorded'::text, '^backfilled / ', 'the documentation''s order, which has a discount line');
select is(
  (select count(*) from public.order_items_inbox),
  (select count(*) from jsonb_array_elements(:'content'::jsonb -> 'items') as i where i -> 'adjustment' <> 'true'),
  'the discount is not stored'
);
select is(
  (select total_items from public.orders_inbox),
  (select sum((i ->> 'quantity')::integer)::integer from jsonb_array_elements(:'content'::jsonb -> 'items') as i
    where i -> 'adjustment' <> 'true'),
  'nor counted'
);

\set content `cat Tests/fixtures/real-list-cancelled-order-customs-2015.json`
select matches(
  play.heal_recorded(:'content'), '^cancelled: cancelled_in_shipstation / cancelled \d+ / ', 'a cancelled order'
);
\set content `cat Tests/fixtures/real-shopify-order-2024.json`
select matches(play.heal_recorded(:'content'), '^backfilled / \w+ \d+ / ', 'an order of a sales channel');
\set content `cat Tests/fixtures/real-faire-order-null-item-weight-2024.json`
select matches(play.heal_recorded(:'content'), '^backfilled / \w+ \d+ / ', 'one without weights');
\set content `cat Tests/fixtures/real-order-merged-parent-2024.json`
select matches(play.heal_recorded(:'content'), '^(backfilled|held: duplicate_sku) / ', 'a merged one');
\set content `cat Tests/fixtures/real-list-manual-order-null-paymentdate-2015.json`
select matches(play.heal_recorded(:'content'), '^backfilled / \w+ \d+ / ', 'one without a payment date');
\set content `cat Tests/fixtures/docs2025-createorder-response.json`
select matches(
  play.heal_recorded(:'content'), '^(backfilled|skipped|cancelled|work_in_progress)', 'the answer to createorder'
);

-- Error bodies: no order, whatever the status they come with.
select play.make_ghost('9');
\set content `cat Tests/fixtures/error-401-docs2026.json`
select play.answer_json('9', :'content');
select play.run();
select is(play.outcome_of('9'), 'error: orderId is no usable number', 'an error body with status 200');
\set content `cat Tests/fixtures/docs2017-list-orders.json`
select play.answer_json('9', :'content');
select play.make_due();
select play.run();
select is(play.outcome_of('9'), 'error: orderId is no usable number', 'a list where an order was asked for');
select is(play.lines('9'), '{}', 'nothing is written');
select is_empty(
  $$ select message from shipkeeper.message where message ~* '@|street|phone' $$, 'no message holds personal data'
);

select * from finish();
rollback;
