-- What an order's lines look like in the shop's tables, in each kind of shop.
begin;
\ir ../prelude.psql
select plan(24);
select play.keep_sku_rule();

-- A shop without names.
select is(shipkeeper.name_length(), null, 'a table without a column for names');
select play.make_ghost('1');
select play.answer_order(
  '1', 'shipped', play.item('17612', 2, 19.99), play.item(null, 3),
  play.item('Ship', 1, -4, '{"lineItemKey": "Discount"}'),
  play.item('', 1, -2), play.item('X', 9, 1, '{"adjustment": true}'), play.item('ZERO', 0), play.item(' CREDIT ', 1, -5)
);
select is(play.run(), 'done', 'an order of all kinds of lines');
select is(
  play.lines('1'), array['17612||2|1999', 'NO-SKU||3|1000', 'CREDIT||1|-500'],
  'its product lines are stored, in their order'
);
select is(play.header('1'), 'shipped 6', 'and no others counted');
select results_eq(
  'select order_number, status, quantity from shipkeeper_report.lines_without_sku', $$ values ('1', 'shipped', 3::bigint) $$,
  'the one without a SKU is shown'
);

-- A shop with names.
alter table public.order_items_inbox add column name text;
select is(shipkeeper.name_length(), 10000, 'a name without a limit');
select play.make_ghost('2');
select play.answer_order(
  '2', 'shipped', play.item('A', 1, 1, '{"name": "Größe 👻"}'), play.item('B', 1, 1, '{"name": null}')
);
select play.run();
create function play.names(p_number text) returns text [] language sql as $$
  select array_agg(i.name order by i.id)
  from public.orders_inbox as o
  join public.order_items_inbox as i on i.order_inbox_id = o.id
  where o.order_number = p_number
$$;
select is(play.names('2'), array['Größe 👻', null], 'names are stored');

alter table public.order_items_inbox drop column name;
alter table public.order_items_inbox add column name varchar(5);
select is(shipkeeper.name_length(), 5, 'a name with a limit, after another was dropped');
select play.make_ghost('3');
select play.answer_order('3', 'shipped', play.item('A', 1, 1, '{"name": "Größe 👻"}'));
select play.run();
select is(play.names('3'), array['Größe'], 'a long name is cut to what the shop holds');
alter table public.order_items_inbox drop column name;
select is(shipkeeper.name_length(), null, 'a dropped column is none');

-- The constraint, by whatever name.
select is(shipkeeper.one_row_per_sku(), true, 'the constraint of a legacy shop');
alter table public.order_items_inbox rename constraint order_items_inbox_order_sku_unique to
  order_items_inbox_order_inbox_id_sku_key;
select is(shipkeeper.one_row_per_sku(), true, 'by the name PostgreSQL gives it');
select play.make_ghost('4');
select play.answer_order('4', 'shipped', play.item('A'), play.item(' A '));
select play.run();
select is(play.outcome_of('4'), 'held: duplicate_sku', 'holds an order that repeats a SKU');
alter table public.order_items_inbox drop constraint order_items_inbox_order_inbox_id_sku_key;
select is(shipkeeper.one_row_per_sku(), false, 'dropped');
create unique index on public.order_items_inbox (sku, order_inbox_id);
select is(shipkeeper.one_row_per_sku(), true, 'an index the other way round is as good');
drop index public.order_items_inbox_sku_order_inbox_id_idx;
create unique index test_idx on public.order_items_inbox (order_inbox_id, sku) where quantity > 5;
select is(shipkeeper.one_row_per_sku(), false, 'a partial index says nothing');
drop index public.test_idx;
create unique index test_idx on public.order_items_inbox (order_inbox_id, sku, quantity);
select is(shipkeeper.one_row_per_sku(), false, 'nor one with a third column');
drop index public.test_idx;
create unique index test_idx on public.order_items_inbox (order_inbox_id, sku) include (quantity);
select is(shipkeeper.one_row_per_sku(), true, 'but one that only carries a third');
drop index public.test_idx;
create index test_idx on public.order_items_inbox (order_inbox_id, sku);
select is(shipkeeper.one_row_per_sku(), false, 'an index that is not unique says nothing');

-- updated_at is the shop's wall time, whatever the session's zone.
update shipkeeper.settings set shop_time_zone = 'Pacific/Kiritimati';
set local time zone 'America/Los_Angeles';
select ok(
  shipkeeper.shop_now() - clock_timestamp() at time zone 'UTC' between interval '13 hours 59 minutes'
  and interval '14 hours',
  'shop_now is the shop''s wall time'
);
select play.make_ghost('5');
select play.answer_order('5', 'shipped', play.item('A'));
select play.run();
select ok(
  (select updated_at - clock_timestamp() at time zone 'UTC' between interval '13 hours 59 minutes'
    and interval '14 hours'
   from public.orders_inbox where order_number = '5'), 'and what updated_at says'
);

-- A thirteen-digit id and very long texts go through.
select play.make_ghost('6', p_shipstation_id => '4111111111111');
select play.answer_json('x', jsonb_build_object(
  'orderId', 4111111111111, 'orderStatus', 'shipped', 'items', jsonb_build_array(play.item(repeat('S', 500)))
)::text);
update play.answer set path = '/orders/4111111111111' where path = '/orders/7x';
select play.run();
select is(play.lines('6'), array[repeat('S', 500) || '||1|1000'], 'long ids and SKUs');
select ok(
  'info: ✅ Backfilled order 6: 1 items (SKU ' || repeat('S', 60) || '…), status: shipped' = any(play.said()),
  'a message stays short'
);
select is(
  (select count(*) from shipkeeper.message where message like '%buyer%'), 0::bigint, 'no personal data in any message'
);

select * from finish();
rollback;
