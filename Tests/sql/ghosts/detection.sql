-- Which orders are ghosts: the view, the function the planner uses, and the index that makes them fast.
begin;
\ir ../prelude.psql
select plan(9);

insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
select status, '2025-11-03', status, '7' || row_number() over ()
from unnest(array[
  'pending', 'uploaded', 'awaiting_shipment', 'failed', 'synced_manual', 'shipped', 'cancelled', 'on_hold',
  'awaiting_payment', 'pending_fulfillment', 'rejected_fulfillment'
]) as status;
select set_eq(
  'select order_number from shipkeeper.orders_without_lines',
  array[
    'pending', 'uploaded', 'awaiting_shipment', 'failed', 'synced_manual', 'on_hold', 'awaiting_payment',
    'pending_fulfillment', 'rejected_fulfillment'
  ], 'every status but shipped and cancelled'
);
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select id, 'A', 1 from public.orders_inbox where order_number = 'pending';
select is(
  (select count(*) from shipkeeper.orders_without_lines where order_number = 'pending'), 0::bigint, 'a line is enough'
);
delete from public.order_items_inbox;
select is(
  (select count(*) from shipkeeper.orders_without_lines where order_number = 'pending'), 1::bigint,
  'an order whose lines were deleted is one again'
);
update public.orders_inbox set shipstation_order_id = '' where order_number = 'failed';
select is(
  (select count(*) from shipkeeper.orders_without_lines where shipstation_order_id is null), 1::bigint,
  'an empty id is shown as none'
);
select set_eq(
  'select * from shipkeeper.detect_ghosts()', 'select * from shipkeeper.orders_without_lines',
  'detect_ghosts gives the same rows'
);

-- The plain form of the question, with random writers' rows.
select setseed(0.42);
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
select 'r' || n, '2025-11-03', case when random() < 0.9 then 'shipped' else 'awaiting_shipment' end, 8000000 + n
from generate_series(1, 10000) as n;
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select id, 'A', 1 from public.orders_inbox where random() < 0.7;
analyze public.orders_inbox, public.order_items_inbox;
select set_eq(
  'select order_inbox_id from shipkeeper.detect_ghosts()',
  $$
  select o.id::bigint
  from public.orders_inbox as o
  left join public.order_items_inbox as i on i.order_inbox_id = o.id
  where o.status not in ('shipped', 'cancelled')
  group by o.id
  having count(i.id) = 0
  $$, 'the same orders as by counting lines'
);
select cmp_ok((select count(*) from shipkeeper.detect_ghosts()), '>', 100::bigint, 'there are some to compare');

create function play.plan_of(p_sql text) returns text language plpgsql as $$
declare
  v_line text;
  v_plan text := '';
begin
  for v_line in execute 'explain ' || p_sql loop
    v_plan := v_plan || v_line || E'\n';
  end loop;
  return v_plan;
end
$$;
select matches(
  play.plan_of('select * from shipkeeper.orders_without_lines'), '(using|on) orders_inbox_shipkeeper_open_idx',
  'the planner reads the index of open orders'
);
select matches(
  play.plan_of($$ select count(*) > 1
    from (select from public.orders_inbox where shipstation_order_id = '8000001' limit 2) as h $$),
  '(using|on) orders_inbox_shipkeeper_shipstation_order_id_idx', 'and finds a ShipStation id by its index'
);

select * from finish();
rollback;
