-- A scan for repeated SKUs: its pages, what it says, what it leaves alone.
begin;
\ir ../prelude.psql
select plan(20);

create function play.page(p_orders jsonb) returns bytea language sql as $$
  select convert_to(jsonb_build_object('orders', p_orders, 'total', 9999, 'page', 1, 'pages', 0)::text, 'UTF8')
$$;
create function play.orders(p_from integer, p_to integer) returns jsonb language sql as $$
  select coalesce(jsonb_agg(play.order_json(n::text, 'shipped', play.item('S' || n)) order by n desc), '[]')
  from generate_series(p_from, p_to) as n
$$;
create function play.page_path(p_size integer, p_page integer) returns text language sql as $$
  select format('/orders?sortBy=CreateDate&sortDir=DESC&pageSize=%s&page=%s', p_size, p_page)
$$;

-- 502 orders wanted: two pages, and only two orders of the second.
insert into play.answer (path, status, headers, body) values
(play.page_path(500, 1), 200, '', play.page(play.orders(1000, 1499))),
(play.page_path(500, 2), 200, '', play.page(
  jsonb_build_array(play.order_json('9', 'shipped', play.item('A', 3), play.item('A', 2), play.item('B')), '{"orderId": "x"}'::jsonb)
  || play.orders(1, 498)
));
select is(play.run('{"kind": "scan", "orders": 502}'), 'done', 'a scan ends well');
select is(play.sent(), array[play.page_path(500, 1), play.page_path(500, 2)], 'as few requests as possible');
select play.figures_are('{"orders_scanned": 502, "orders_with_repeated_skus": 1, "orders_unreadable": 1, "requests": 2}', 'its figures');
select is(
  play.said(),
  array['warning: ⚠️ Order 9 repeats SKU A: 2 lines, 5 units', 'info: 🔎 Scanned 502 orders: 1 repeat a SKU, 1 could not be read'],
  'what it says'
);
select is_empty('select * from public.orders_inbox', 'nothing of the shop is written');
select is((select count(*) from shipkeeper.repeated_sku), 1::bigint, 'what it found is kept');
select is_empty('select * from shipkeeper.request where answer is not null', 'no body is kept');

-- A short page ends it, whatever the envelope says; the default is 500.
update play.answer set body = play.page(play.orders(1, 3)) where path = play.page_path(500, 1);
select play.run('{"kind": "scan"}');
select is(play.sent(), array[play.page_path(500, 1)], 'a short page is the last');
select play.figures_are('{"orders_scanned": 3, "orders_with_repeated_skus": 0}', 'what an earlier scan found is not counted');

-- Many that repeat a SKU: twenty are said.
update play.answer
set body = play.page(o.orders)
from (select jsonb_agg(play.order_json(n::text, 'shipped', play.item('A'), play.item('A'))) as orders from generate_series(1, 30) as n) as o
where path = play.page_path(500, 1);
select play.run('{"kind": "scan"}');
select is((select count(*) from unnest(play.said()) as s where s like '%: 2 lines, 2 units'), 20::bigint, 'thirty are twenty sentences');
select alike(
  array_to_string(play.said(), ' '),
  '%Order ... repeats SKU ...: ... lines, ... units (30 times in cycle %) - see shipkeeper_report.repeated_skus%',
  'and one that counts them'
);

-- Few orders: a small page.
insert into play.answer (path, status, headers, body) values (play.page_path(2, 1), 200, '', play.page(play.orders(1, 2)));
select play.run('{"kind": "scan", "orders": 2.0}');
select play.figures_are('{"orders_scanned": 2, "requests": 1}', 'a small number asks for a small page');

-- Failures.
update play.answer set status = null, error = 'timeout' where path = play.page_path(2, 1);
select is(play.run('{"kind": "scan", "orders": 2}'), 'api_unavailable', 'an API that is down ends it');
select is(cardinality(play.sent()), 5, 'after five tries');
update play.answer set status = 404, error = null where path = play.page_path(2, 1);
select is(play.run('{"kind": "scan", "orders": 2}'), 'failed', 'an answer that is none');
select ok('error: ❌ Scan: API answered 404 - it ends here' = any(play.said()), 'and it does not say that it asks again');
update play.answer set status = 200, body = '<html>' where path = play.page_path(2, 1);
select is(play.run('{"kind": "scan", "orders": 2}'), 'failed', 'a page that cannot be read');
select ok('error: ❌ Scan: answer is HTML, not JSON - it ends here' = any(play.said()), 'and says why');
update play.answer set status = 401 where path = play.page_path(2, 1);
select is(play.run('{"kind": "scan", "orders": 2}'), 'credentials_refused', 'refused credentials');
update shipkeeper.quota set request_limit = 40, remaining = 1, resets_at = clock_timestamp() + interval '1 hour';
select play.run('{"kind": "scan", "orders": 2}');
select is(play.sent(), '{}', 'the reserve of the quota counts here too');

select * from finish();
rollback;
