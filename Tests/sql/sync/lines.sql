-- The lines of known orders, in mode full: brought up to date where all of them came from ShipStation, else left.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(27);
-- An order here, open, with one line of ShipStation's; and what ShipStation says of it now.
create function play.known(p_status text, p_item_id bigint default 1) returns bigint language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
    values ('1', '2025-11-03', p_status, '71', 99, '2025-11-03 10:00')
    returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents, shipstation_order_item_id)
  select id, 'A', 2, 1000, p_item_id from header
  returning order_inbox_id
$$;
create function play.now_has(variadic p_items jsonb[]) returns void language sql as $$
  select play.remote_order('1', '2025-11-20 10:00', 'awaiting_shipment', p_items)
$$;
-- What becomes of it, started anew: its lines, and its total.
create function play.becomes(p_status text, p_item_id bigint, variadic p_items jsonb[]) returns text language plpgsql as $$
begin
  delete from public.orders_inbox;
  perform play.forget();
  perform play.known(p_status, p_item_id), play.now_has(variadic p_items);
  perform play.walk();
  return array_to_string(play.lines('1'), ' ') || '; ' || play.header('1') || array_to_string(play.refused(), ' ');
end
$$;
create function play.line(p_id bigint, p_sku text, p_quantity numeric default 1, p_price numeric default 10)
returns jsonb language sql as $$
  select play.item(p_sku, p_quantity, p_price, jsonb_build_object('orderItemId', p_id))
$$;

-- By orderItemId.
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 2)), 'A||2|1000; awaiting_shipment 2', 'no difference: total_items is the sum of the lines'
);
select is(play.becomes('on_hold', 1, play.line(1, 'A', 5)), 'A||5|1000; awaiting_shipment 5', 'another quantity');
select is(play.becomes('on_hold', 1, play.line(1, 'B', 2)), 'B||2|1000; awaiting_shipment 2', 'another SKU');
select is(play.becomes('on_hold', 1, play.line(1, 'A', 2, 12)), 'A||2|1200; awaiting_shipment 2', 'another price');
select is(play.becomes('on_hold', 1, play.line(1, 'A', 2, null)), 'A||2|; awaiting_shipment 2', 'no price any more');
select is(play.becomes('on_hold', 1, play.line(2, 'A', 2)), 'A||2|1000; awaiting_shipment 2', 'another line with the same SKU');
select is(
  (select shipstation_order_item_id from public.order_items_inbox), 2::bigint, 'is another line'
);
select is(
  play.becomes('on_hold', 1, play.line(3, 'C', 3), play.line(1, 'A', 1), play.line(2, 'B', 2)),
  'A||1|1000 C||3|1000 B||2|1000; awaiting_shipment 6',
  'new lines come behind, in ShipStation''s order'
);
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 0), play.line(2, 'B', 2)), 'B||2|1000; awaiting_shipment 2', 'a line without a quantity goes'
);
insert into public.sku_lot (sku, lot) values ('A', '250300');
select is(play.becomes('on_hold', 1, play.line(1, 'A - 250300', 2)), 'A|A - 250300|2|1000; awaiting_shipment 2', 'a lot');

-- Never.
select is(play.becomes('on_hold', 1, variadic '{}'), 'A||2|1000; awaiting_shipment 2', 'an empty list deletes no line');
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 1, -1) || '{"adjustment": true}'),
  'A||2|1000; awaiting_shipment 2', 'nor does one without a product'
);
select is(play.becomes('shipped', 1, play.line(1, 'A', 5)), 'A||5|1000; awaiting_shipment 5', 'closed here, open there: the lines with which it is');
select is(play.becomes('pending', 1, play.line(1, 'A', 5)), 'A||2|1000; pending 99', 'lines the uploader has still to send stay');
select is(play.becomes('on_hold', null, play.line(1, 'A', 5)), 'A||2|1000; awaiting_shipment 2', 'lines of others stay');
create function play.mix_lines() returns trigger language plpgsql as $$
begin
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (new.order_inbox_id, 'Z', 1);
  return null;
end
$$;
create trigger mix_lines after insert on public.order_items_inbox for each row when (new.sku = 'A') execute function play.mix_lines();
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 5)), 'A||2|1000 Z||1|; awaiting_shipment 3', 'one line of others among them: all stay'
);
drop trigger mix_lines on public.order_items_inbox;
update public.order_items_inbox set quantity = 7 where sku = 'Z';
select play.remote_order('1', '2025-11-20 10:00:01', 'awaiting_shipment', array[play.line(1, 'A', 5)]), play.walk();
select is(play.header('1'), 'awaiting_shipment 9', 'total_items is the sum of the lines here, whoever wrote them');

-- Repeated SKUs.
select play.keep_sku_rule();
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 1), play.line(2, 'A', 2)),
  'A||2|1000; awaiting_shipment 21: duplicate SKUs, which the shop''s constraint does not hold', 'which the shop''s constraint does not hold'
);
select play.free_sku_rule();
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 1), play.line(2, 'A', 2)), 'A||1|1000 A||2|1000; awaiting_shipment 3', 'which it can hold'
);
select is(play.outcome_of('1'), 'updated: lines', 'the outcome says that lines changed');

-- A shop that keeps names, cut to what its column holds.
alter table public.order_items_inbox add column name varchar(6);
select is(
  play.becomes('on_hold', 1, play.line(1, 'A', 5), play.line(2, 'B', 1)), 'A||5|1000 B||1|1000; awaiting_shipment 6', 'a shop with names'
);
select is(
  (select string_agg(concat_ws(' ', name, shipstation_line_item_key), ',' order by id) from public.order_items_inbox),
  'Thing ,Thing ', 'has them'
);
create temporary table line as select i.ctid::text as place, i.id from public.order_items_inbox as i;
select play.remote_order('1', '2025-11-20 10:00:02', 'on_hold', array[play.line(1, 'A', 5), play.line(2, 'B', 1)]), play.walk_on();
select is(
  play.header('1') || (select count(*) from line as l join public.order_items_inbox as i on i.ctid::text = l.place and i.id = l.id), 'on_hold 62',
  'lines that are as they should be are not written'
);

-- Healed orders are known orders: the next page brings them up to date, in mode full alone.
delete from public.orders_inbox;
select play.forget();
select play.make_ghost('1');
select play.now_has(play.line(1, 'A', 2)), play.walk('heal_only');
select play.remote_order('1', '2025-11-20 10:01', 'on_hold', array[play.line(1, 'A', 3)]), play.walk('heal_only');
select is(play.header('1'), 'awaiting_shipment 2', 'heal_only: what was healed is not written again');
select is((select (units, units_here)::text from shipkeeper.seen_order), '(3,2)', 'but compared');
select play.remote_order('1', '2025-11-20 10:02', 'on_hold', array[play.line(1, 'A', 4)]), play.walk();
select is(play.header('1'), 'on_hold 4', 'full: brought up to date');
select is((select (units, units_here)::text from shipkeeper.seen_order), '(4,4)', 'and compared');

select * from finish();
rollback;
