-- Characters that nobody sees make no other SKU and no other order.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(13);
-- The stand-in's ids are made of numbers: these orders have their own.
create function play.put(p_id bigint, p_number text, p_minute integer, variadic p_skus text[]) returns void language sql as $$
  insert into play.remote (id, content)
  select p_id, play.order_json('1', 'awaiting_shipment', variadic array(select play.item(s, 2) from unnest(p_skus) as s)) || jsonb_build_object(
    'orderId', p_id, 'orderNumber', p_number, 'orderDate', '2025-11-20T10:00:00', 'orderTotal', 1,
    'modifyDate', to_char(timestamp '2025-11-20 10:00' + p_minute * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS')
  )
$$;

-- SKUs.
select play.put(1, 'S1', 1, '17612'), play.put(2, 'S2', 2, E'17612\u200b'), play.put(3, 'S3', 3, E'\ufeff17612'), play.put(4, 'S4', 4, E'17\u00ad612'),
  play.put(5, 'S5', 5, E'\u200b'), play.put(6, 'S6', 6, E' \u2060 ');
select is(play.walk(), 'done', 'six orders');
select results_eq(
  'select sku::text, sum(quantity) from public.order_items_inbox group by sku order by sku', $$ values ('17612', 8::bigint), ('NO-SKU', 4) $$,
  'are two SKUs: one, and the placeholder'
);
select is((select count(*) from shipkeeper_report.lines_without_sku), 2::bigint, 'those without one are shown');
select is(
  shipkeeper.is_product_line(jsonb_build_object('sku', U&'\200B\00A0', 'unitPrice', -1)), false, 'a discount whose SKU nobody sees is no product'
);

-- Numbers.
with header as (
  insert into public.orders_inbox (order_number, order_date, status, updated_at)
  values ('Z9', '2025-11-03', 'uploaded', shipkeeper.shop_now() - interval '2 hours'), ('Z8', '2025-11-03', 'uploaded', shipkeeper.shop_now() - interval '2 hours')
  returning id
)
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, '17612', 2 from header;
select play.put(9, E'Z9\u200b', 9, '17612'), play.put(8, E'Z8\u00a0', 10, '17612'), play.put(10, E'\ufeffZ\u00ad10', 11, '17612'), play.walk_on();
select is((select count(*) from public.orders_inbox where order_number ~ 'Z[89]'), 2::bigint, 'no second order of a number');
select is(
  (select string_agg(order_number || ' ' || shipstation_order_id, ', ' order by id) from public.orders_inbox where order_number ~ '^Z'), 'Z9 9, Z8 8, Z10 10',
  'they are linked, or come in under the number that is seen'
);
select is((select count(*) from shipkeeper_report.number_conflicts), 0::bigint, 'nothing is in conflict');
select play.walk_on();
select is((select count(*) from public.orders_inbox), 9::bigint, 'nor by the next cycle');
select play.put(11, E'\u200b', 12, '17612'), play.walk_on();
select is(
  (select reason from shipkeeper_report.refused_orders where shipstation_order_id = '11'), 'orderNumber is missing or no usable text',
  'a number of nothing that is seen is none'
);

-- Control characters, as a scanner or a terminal leaves them behind, and marks of annotations.
select play.put(20 + n, 'Y9' || c, 13 + n::integer, c || '17612', '18' || case when c = U&'\0085' then '' else c end || '795', c)
from unnest(array[U&'\0007', U&'\001D', U&'\007F', U&'\0085', U&'\0090', U&'\FFF9']) with ordinality as u (c, n);
select play.walk_on();
select is(
  (select string_agg(distinct order_number, ',') from public.orders_inbox where order_number ~ '^Y'), 'Y9', 'control characters make no other order'
);
select is(
  (select string_agg(distinct i.sku, ',' order by i.sku) from public.order_items_inbox as i join public.orders_inbox as o on o.id = i.order_inbox_id
    where o.order_number = 'Y9'),
  '17612,18795,NO-SKU', 'nor another SKU'
);

-- Shown where they are reported.
select is(shipkeeper.printable(U&'Z\200B9\00AD\2060'), 'Z?9??', 'in a message');
select is(play.words_without_meaning(), '{}', 'each word has a meaning');

select * from finish();
rollback;
