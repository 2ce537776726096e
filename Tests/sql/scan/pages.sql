-- Which of ShipStation's newest orders repeat a SKU: read page by page, said, kept, and nothing of the shop written.
begin;
\ir ../prelude.psql
select plan(37);

-- Lays a page of a scan ready.
create function play.page(p_page integer, p_size integer, p_body text, p_status integer default 200,
  p_error text default null)
returns void language sql as $$
  insert into play.answer values (
    format('/orders?sortBy=CreateDate&sortDir=DESC&pageSize=%s&page=%s', p_size, p_page), p_status, '',
    convert_to(p_body, 'UTF8'), p_error
  )
  on conflict (path) do update set status = excluded.status, body = excluded.body, error = excluded.error
$$;
create function play.page_of(variadic p_orders jsonb []) returns text language sql as $$
  select jsonb_build_object('orders', to_jsonb(p_orders), 'total', 0, 'page', 1, 'pages', 0)::text
$$;

select play.make_ghost('1');
select play.page(1, 500, play.page_of(
  play.order_json('1', 'shipped', play.item('A', 2), play.item('A', 3), play.item('B')),
  play.order_json('2', 'cancelled', play.item('A'), play.item(' A ', 0)),
  play.order_json('3', 'shipped', play.item('C'), play.item('D'), play.item('C'), play.item('D'), play.item('D')),
  '{"orderId": 74, "orderStatus": "shipped", "items": null}', 'null', play.order_json('5', 'shipped')
));
select is(play.run('{"kind": "scan"}'), 'done', 'a scan is done');
select is(
  play.sent(), array['/orders?sortBy=CreateDate&sortDir=DESC&pageSize=500&page=1'],
  'it asks for the newest orders, one page'
);
select is(
  play.said(), array[
    'warning: ⚠️ Order 1 repeats SKU A: 2 lines, 5 units', 'warning: ⚠️ Order 3 repeats SKU C: 2 lines, 2 units',
    'warning: ⚠️ Order 3 repeats SKU D: 3 lines, 3 units',
    'info: 🔎 Scanned 6 orders: 2 repeat a SKU, 2 could not be read'
  ], 'each repeated SKU is said, and a summary'
);
select play.figures_are(
  '{"orders_scanned": 6, "orders_with_repeated_skus": 2, "orders_unreadable": 2, "requests": 1}', 'metrics'
);
select is(play.header('1') || play.lines('1')::text, 'awaiting_shipment 0{}', 'nothing of the shop is written');
select is((select count(*) from shipkeeper.ghost_search), 0::bigint, 'no ghost is looked for');
select results_eq(
  'select shipstation_order_id, order_number, sku, lines, units from shipkeeper.repeated_sku order by 1, 3',
  $$ values ('71', '1', 'A', 2::bigint, 5::bigint), ('73', '3', 'C', 2, 2), ('73', '3', 'D', 3, 3) $$, 'they are kept'
);
select results_eq(
  'select timeout_seconds from shipkeeper.request', 'select list_timeout_seconds::numeric from shipkeeper.settings',
  'a list has its own timeout'
);

-- Seen again: the row is brought up to date, and still says when it was found.
update shipkeeper.repeated_sku set found_at = '2025-11-03 10:00Z', seen_at = '2025-11-03 10:00Z';
select play.page(1, 500, play.page_of(play.order_json('1', 'shipped', play.item('A', 2), play.item('A', 4))));
select play.run('{"kind": "scan"}');
select results_eq(
  $$ select units, found_at, seen_at > found_at from shipkeeper.repeated_sku where shipstation_order_id = '71' $$,
  $$ values (6::bigint, timestamptz '2025-11-03 10:00Z', true) $$, 'seen again'
);
select play.figures_are('{"orders_with_repeated_skus": 1}', 'the figure counts what this scan saw');

-- As many orders as wanted, page by page.
select play.page(
  1, 2, play.page_of(play.order_json('1', 'shipped'), play.order_json('2', 'shipped'), play.order_json('3', 'shipped'))
);
select is(play.run('{"kind": "scan", "orders": 2}'), 'done', 'two orders');
select play.figures_are('{"orders_scanned": 2, "requests": 1}', 'a page that holds more is read as far as wanted');
select play.page(
  1, 500, jsonb_build_object('orders',
    (select jsonb_agg(play.order_json(n::text, 'shipped')) from generate_series(1, 500) as n))::text
);
select play.page(
  2, 500, jsonb_build_object('orders',
    (select jsonb_agg(play.order_json(n::text, 'shipped')) from generate_series(1, 500) as n))::text
);
select is(play.run('{"kind": "scan", "orders": 700}'), 'done', 'seven hundred orders');
select play.figures_are('{"orders_scanned": 700, "requests": 2}', 'take two pages');
select play.page(2, 500, '{"orders": []}');
select play.run('{"kind": "scan", "orders": 700}');
select play.figures_are('{"orders_scanned": 500, "requests": 2}', 'where there are no more it ends');

-- What goes wrong.
select play.page(1, 500, '<html>');
select is(play.run('{"kind": "scan"}'), 'failed', 'a web page');
select is((play.said())[1], 'error: ❌ Scan: answer is HTML, not JSON - it ends here', 'a web page: message');
select play.page(1, 500, '{"orders": {}}');
select is(play.run('{"kind": "scan"}'), 'failed', 'something else');
select is((play.said())[1], 'error: ❌ Scan: answer is no list of orders - it ends here', 'something else: message');
select play.page(1, 500, 'null');
select is(play.run('{"kind": "scan"}'), 'failed', 'JSON null');
select play.page(1, 500, '', 404);
select is(play.run('{"kind": "scan"}'), 'failed', 'a 404');
select is((play.said())[1], 'error: ❌ Scan: API answered 404 - it ends here', 'a 404: message');
select play.page(1, 500, '', 503);
select is(play.run('{"kind": "scan"}'), 'api_unavailable', 'a failing API');
select is(array_length(play.sent(), 1), 5, 'is asked five times');
select play.page(1, 500, '', 401);
select is(play.run('{"kind": "scan"}'), 'credentials_refused', 'a 401');
select play.page(1, 500, '', 429);
select is(play.run('{"kind": "scan"}'), 'rate_limited', 'a 429');
update shipkeeper.quota set blocked_until = null, resets_at = null;
select is(array_length(play.sent(), 1), 1, 'nothing after it');
select play.figures_are('{"orders_scanned": 0}', 'nothing was read');

-- Out of quota, and abandoned.
update shipkeeper.quota set remaining = 0, resets_at = clock_timestamp() + interval '1 hour';
select is(play.run('{"kind": "scan"}'), 'done', 'out of quota');
select is(play.sent(), '{}', 'it sends nothing');
update shipkeeper.quota set resets_at = null;
select play.next_request(play.start('{"kind": "scan"}'));
update shipkeeper.lease set expires_at = clock_timestamp();
select play.page(1, 500, '{"orders": []}');
select is(play.run('{"kind": "scan"}'), 'done', 'taken over by the next');
select is(
  (select count(*) from shipkeeper.cycle where outcome = 'abandoned'), 1::bigint, 'the one before is abandoned'
);

-- Healing keeps them as well, and the view says how each is stored.
select play.keep_sku_rule();
delete from shipkeeper.repeated_sku;
select play.answer_order('1', 'shipped', play.item('A', 2), play.item('A', 3));
select play.run();
select results_eq(
  'select order_number, sku, lines, units, stored_as, units_stored from shipkeeper_report.repeated_skus',
  $$ values ('1', 'A', 2::bigint, 5::bigint, 'not stored', 0::bigint) $$, 'a ghost held for it is not stored'
);
select play.free_sku_rule();
select play.run();
select results_eq(
  'select stored_as, units_stored from shipkeeper_report.repeated_skus', $$ values ('a row a line', 5::bigint) $$,
  'a row a line'
);
select results_eq(
  'select sku, sku_lot, quantity, unit_price_cents, lines from shipkeeper_report.order_items_by_sku',
  $$ values ('A', null::text, 5::bigint, 1000, 2::bigint) $$, 'at the old grain it is one row'
);
delete from public.order_items_inbox where quantity = 3;
update public.order_items_inbox set unit_price_cents = null;
select results_eq(
  'select stored_as, units_stored from shipkeeper_report.repeated_skus', $$ values ('one row', 2::bigint) $$, 'one row'
);
delete from public.orders_inbox;
select results_eq(
  'select stored_as, units_stored from shipkeeper_report.repeated_skus', $$ values ('no such order here', 0::bigint) $$,
  'no such order'
);

select * from finish();
rollback;
