-- What a cycle of the sync says and comes to.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(20);
-- One of each: new, updated, linked, refused, of no concern.
create function play.header_of(p_number text, p_status text, p_id text) returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
    values (p_number, '2025-11-03', p_status, p_id, '2025-11-03 10:00') returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from header
$$;
select play.remote_orders(1, 5), play.header_of('2', 'on_hold', '72'), play.header_of('3', 'uploaded', null);
update play.remote set content = content || '{"orderTotal": "x"}' where id = 74;
update play.remote set content = content || '{"items": []}' where id = 75;
select is(play.walk(), 'done', 'a cycle with one of each');
select play.figures_are(
  '{"orders_seen": 5, "orders_imported": 1, "orders_updated": 1, "orders_linked": 1, "orders_refused": 1, "requests": 2}', 'its metrics'
);
select is(
  play.said(), array[
    'error: ❌ Sync: order 4 could not be used: orderTotal has a wrong type - it is asked for again by itself',
    'info: 🔗 Linked order 3 to ShipStation order 73', 'info: 🔄 Sync: 5 orders seen, 1 new, 1 updated, 1 linked, 1 refused'
  ], 'what it says'
);
select results_eq(
  $$
  select orders_seen, orders_imported, orders_updated, orders_linked, orders_refused from shipkeeper_report.cycles
  $$, $$ values (5, 1, 1, 1, 1) $$, 'analysts see the figures'
);
select results_eq(
  $$ select order_number, shipstation_order_id, outcome, reason, work_kind from shipkeeper.order_outcome order by order_number $$,
  $$
  values ('1', '71', 'imported', null::text, 'sync'), ('2', '72', 'updated', null, 'sync'),
    ('3', '73', 'linked', null, 'sync'), ('4', '74', 'error', 'orderTotal has a wrong type', 'sync')
  $$, 'each order has its outcome; what is of no concern has none'
);
select is(
  (select count(*) from shipkeeper.order_outcome as o join shipkeeper.request as r using (request_id) where r.work_kind = 'sync'),
  4::bigint,
  'and the request that decided'
);
select results_eq(
  'select order_number, shipstation_order_id, reason, attempts, changed_after from shipkeeper_report.refused_orders',
  $$ values ('4', '74', 'orderTotal has a wrong type', 0, null::timestamptz) $$, 'refused ones are listed'
);
select is(play.as_role('shop_analyst', format('select * from shipkeeper_report.%I', v)), 'ok', 'analysts read ' || v)
from unnest(array['refused_orders', 'number_conflicts', 'cycles']) as v;

-- Nothing new: nothing is said.
select play.walk_on();
select is(play.said(), '{}', 'the next cycle has nothing to say');
select play.figures_are(
  '{"orders_seen": 5, "orders_imported": 0, "orders_updated": 0, "orders_linked": 0, "orders_refused": 0}', 'though it saw them again'
);

-- In heal_only they are seen.
select play.forget(), play.remote_orders(6, 6), play.walk('heal_only');
select play.figures_are('{"orders_seen": 6, "orders_imported": 0, "orders_updated": 0}', 'heal_only: seen, no more');
select is((select count(*) from public.orders_inbox), 3::bigint, 'nothing comes in');

-- Nothing of a person is kept.
update play.remote set content = content || '{"shipTo": {"name": "Test Customer"}, "customerEmail": "buyer@example.invalid", "items": 5}';
select play.forget(), play.walk();
select is_empty(
  format($$ select t from shipkeeper.%I as t where t::text ~* 'customer|buyer' $$, t), 'nothing of a person stays in ' || t
) from unnest(array['seen_order', 'refused_order', 'number_conflict', 'message', 'order_outcome', 'page_order']) as t;

select * from finish();
rollback;
