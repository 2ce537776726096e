-- What other programs call instead of `on conflict (order_inbox_id, sku)`, while the constraint stands and after.
begin;
\ir ../prelude.psql
select plan(20);

create function play.id(p_number text) returns bigint language sql as $$
  select o.id from public.orders_inbox as o where o.order_number = p_number
$$;
create function play.put_in_both_states() returns setof text language plpgsql as $$
begin
  return query select public.is(
    shipkeeper.put_order_line(play.id('1'), 'A', 2, 1000, 'A - 1') is not null, true, 'a new line is put, its id returned'
  );
  return query select public.is(play.lines('1'), array['A|A - 1|2|1000'], 'as given');
  perform shipkeeper.put_order_line(play.id('1'), 'A', 3);
  return query select public.is(play.lines('1'), array['A|A - 1|3|1000'], 'the same SKU again changes it; a null leaves what is there');
  perform shipkeeper.put_order_line(play.id('1'), 'B', 1, 5);
  return query select public.is(play.lines('1'), array['A|A - 1|3|1000', 'B||1|5'], 'another SKU is another line');
  delete from public.order_items_inbox;
end
$$;

insert into public.orders_inbox (order_number, order_date) values ('1', '2025-11-03');
select play.keep_sku_rule();
select * from play.put_in_both_states();
insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (play.id('1'), 'A', 1)
on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
select is(play.lines('1'), array['A||1|'], 'the old statement works while the constraint stands');
delete from public.order_items_inbox;
select play.free_sku_rule();
select * from play.put_in_both_states();
insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (play.id('1'), 'A', 1), (play.id('1'), 'B', 1)
on conflict (order_inbox_id, sku) where shipstation_order_item_id is null do update set quantity = excluded.quantity;
select is(play.lines('1'), array['A||1|', 'B||1|'], 'the statement with a where works after');
select throws_ok(
  $$ insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (play.id('1'), 'A', 1) $$, '23505', null,
  'a line from elsewhere is still one row a SKU'
);

-- Lines of ShipStation's.
select play.make_ghost('2');
select play.answer_order('2', 'awaiting_shipment', play.item('A', 3), play.item('A', 2), play.item('B', 1));
select play.run();
select is(play.lines('2'), array['A||3|1000', 'A||2|1000', 'B||1|1000'], 'a ghost healed, one row a line');
select lives_ok($$ select shipkeeper.put_order_line(play.id('2'), 'B', 4) $$, 'its single line of a SKU is updated');
select is(play.lines('2'), array['A||3|1000', 'A||2|1000', 'B||4|1000'], 'and no line added');
select throws_ok(
  $$ select shipkeeper.put_order_line(play.id('2'), 'A', 1) $$, '23505',
  'The lines of order 2 (ShipStation id 72) come from ShipStation, and 2 of them have this SKU: change them there.',
  'refused where there are several'
);
select throws_ok(
  $$ select shipkeeper.put_order_line(play.id('2'), 'C', 1) $$, '23505',
  'The lines of order 2 (ShipStation id 72) come from ShipStation, and none of them has this SKU: add it there.',
  'refused where there is none'
);
update public.orders_inbox set shipstation_order_id = null where order_number = '2';
select throws_ok(
  $$ select shipkeeper.put_order_line(play.id('2'), 'C', 1) $$, '23505',
  'The lines of order 2 come from ShipStation, and none of them has this SKU: add it there.', 'named by its number where its id is gone'
);
select throws_ok(
  $$ select shipkeeper.put_order_line(-1, 'C', 1) $$, '23503', 'There is no order with id -1.', 'refused where there is no such order'
);
select throws_ok($$ select shipkeeper.put_order_line(play.id('1'), 'C', 0) $$, '23514', null, 'the shop''s own checks hold');

-- Ids may be bigint.
select throws_ok(
  $$ select shipkeeper.put_order_line(3000000000, 'C', 1) $$, '23503', 'There is no order with id 3000000000.', 'an id beyond integer'
);

select * from finish();
rollback;
