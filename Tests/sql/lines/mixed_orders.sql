-- An importer that comes after Shipkeeper has written the lines, and adds its own: reported, with the statement that repairs it.
begin;
\ir ../prelude.psql
select plan(11);
select play.free_sku_rule();
create function play.alerts() returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(a.subject, ' ' order by a.order_number), '') from shipkeeper_report.alerts as a where a.alert = 'mixed_orders'
$$;
create function play.add_line(p_number text, p_sku text, p_quantity integer) returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, p_sku, p_quantity from public.orders_inbox where order_number = p_number;
  update public.orders_inbox set total_items = total_items + p_quantity where order_number = p_number
$$;

select play.make_ghosts('1', '2');
select play.answer_order(n, 'awaiting_shipment', play.item('17612', 2), play.item('17904', 1)) from unnest(array['1', '2']) as n;
select is(play.run(), 'done', 'two ghosts are healed');
select is(play.alerts(), '', 'nothing is mixed');
select play.add_line('1', '17612', 2), play.add_line('1', '17904', 1);
select is(
  play.alerts(), 'Order 1 has 3 units from ShipStation, and another program has added 3, which may be the same once more.',
  'the importer comes later'
);
select is((select severity from shipkeeper_report.alerts where alert = 'mixed_orders'), 'warning', 'a warning');
select results_eq(
  'select order_number, status, lines_from_shipstation, units_from_shipstation, other_lines, other_units from shipkeeper_report.mixed_orders',
  $$ values ('1', 'awaiting_shipment', 2::bigint, 3::bigint, 2::bigint, 3::bigint) $$, 'the view has more'
);
select is(play.header('1'), 'awaiting_shipment 6', 'its units count twice');

-- Two days later it is still reported; what is found only then is verify()'s.
update shipkeeper.order_outcome set recorded_at = recorded_at - interval '2 days';
select alike(play.alerts(), 'Order 1 %', 'it stays until it is mended');

-- The statement that the alert shows.
do $$
begin
  execute (select regexp_replace(regexp_replace(remedy, '^.*: with', 'with'), '\.$', '') from shipkeeper_report.alerts where alert = 'mixed_orders');
end
$$;
select is(play.header('1'), 'awaiting_shipment 3', 'the statement in it mends the total');
select is(play.lines('1'), '{17612||2|1000,17904||1|1000}', 'and the lines');
select is(play.alerts(), '', 'then it is gone');
select play.add_line('2', 'B', 1);
select is(play.alerts(), '', 'who comes two days later is not looked for in every cycle');

select * from finish();
rollback;
