-- The line here gets the new lot in the transaction that believes ShipStation's: only where it still holds the old text.
begin;
\ir prelude.psql
select plan(22);

create function play.lot_here(p_text text) returns text language sql as $$
  select play.lines_after_update(format('update public.order_items_inbox set sku_lot = %L', p_text))
$$;

select is(play.lines_after_update('select'), '{"17612|17612 - 250300|2|1000"}', 'the old text');
select is(play.lot_here('17612-250237'), '{"17612|17612 - 250300|2|1000"}', 'with other blanks');
select is(play.lot_here(E' 17612 -\u00A0250237 '), '{"17612|17612 - 250300|2|1000"}', 'with blanks of other kinds');
select is(play.lot_here('17612 - 250299'), '{"17612|17612 - 250299|2|1000"} | alert', 'another lot stays, and is said');
select is(play.lot_here(null), '{17612||2|1000} | alert', 'none stays none');
select is(play.lot_here('17612 - 250300'), '{"17612|17612 - 250300|2|1000"}', 'the new text: somebody was faster');
select is(
  play.lines_after_update('update public.order_items_inbox set sku = ''OTHER'''), '{"OTHER|17612 - 250300|2|1000"}',
  'the line is known by its orderItemId'
);
select is(
  play.lines_after_update('update public.order_items_inbox set quantity = 5, unit_price_cents = null'), '{"17612|17612 - 250300|5|"}',
  'what else it holds is its own'
);

-- Lines of other programs, without an id: by their SKU.
select is(
  play.lines_after_update('update public.order_items_inbox set shipstation_order_item_id = null'), '{"17612|17612 - 250300|2|1000"}',
  'a line without an id'
);
select is(
  play.lines_after_update($$
    update public.order_items_inbox set shipstation_order_item_id = null;
    insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id)
    select order_inbox_id, 'B', '17612 - 250237', 1, 5, 77 from public.order_items_inbox
  $$), '{"17612|17612 - 250300|2|1000","B|17612 - 250237|1|5"}', 'others are not touched'
);
select is(
  play.lines_after_update(
    'delete from public.order_items_inbox where id = (select max(id) from public.order_items_inbox); update '
    'public.order_items_inbox set shipstation_order_item_id = null, quantity = 3',
    array[play.item('17612 - 250237', 2), play.item('17612 - 250237', 1)]
  ), '{"17612|17612 - 250300|3|1000"}', 'one line here for two there'
);
select is(
  play.lines_after_update('update public.order_items_inbox set shipstation_order_item_id = 5'), '{"17612|17612 - 250237|2|1000"} | alert',
  'a line that is another by its id'
);
select is(play.lines_after_update('delete from public.order_items_inbox'), '{}', 'an order without lines here has none to write');

-- Several lines.
select is(
  play.lines_after_update('select', array[play.item('17612 - 250237', 2), play.item('17612-250237'), play.item('X')]),
  '{"17612|17612 - 250300|2|1000","17612|17612 - 250300|1|1000",X||1|1000}', 'two lines of one SKU'
);
select is(
  play.lines_after_update(
    'update public.order_items_inbox set sku_lot = ''18795 - 9'' where sku = ''18795''',
    array[play.item('17612 - 250237', 2), play.item('18795 - 11000')]
  ), '{"17612|17612 - 250300|2|1000","18795|18795 - 9|1|1000"} | alert', 'one of two was changed here: the other gets its lot'
);
select is(
  play.lines_after_update('select', array[play.item('17612 - 250237', 2), play.item('18795 - 11000', 0)]),
  '{"17612|17612 - 250300|2|1000"}',
  'a line without a quantity there has none here'
);
select is(
  play.lines_after_update('delete from public.order_items_inbox where sku = ''18795''', array[play.item('17612 - 250237', 2),
    play.item('18795 - 11000')]), '{"17612|17612 - 250300|2|1000"} | alert', 'one that has gone here is said'
);

-- A plain SKU.
update shipkeeper.settings set lot_for_plain_sku = true;
select is(
  play.lines_after_update('select', array[play.item('17612', 2)]), '{"17612|17612 - 250300|2|1000"}', 'a plain SKU gets its lot here too'
);
select is(
  play.lines_after_update('update public.order_items_inbox set sku_lot = ''17612 - 250237''', array[play.item('17612', 2)]),
  '{"17612|17612 - 250237|2|1000"} | alert', 'not over one that is there'
);
update shipkeeper.settings set lot_for_plain_sku = default;

-- ShipStation gives its lines new ids.
create function play.id_here(p_items jsonb[], p_change jsonb) returns text language plpgsql as $$
declare
  v_ids text;
begin
  perform play.free_sku_rule();
  perform play.order_on_hold('1', p_items);
  perform play.release('1');
  perform play.go_wrong('POST', '/orders/createorder', p_change => p_change);
  perform play.run_lots();
  select concat_ws(' ', play.review('1'), string_agg(concat_ws(' ', sku_lot, shipstation_order_item_id), ', ' order by id))
  into v_ids from public.order_items_inbox;
  raise exception 'enough';
exception
  when raise_exception then
    return v_ids;
end
$$;
select is(
  play.id_here(array[play.item('17612 - 250237', 2)], '{"items.0.orderItemId": 501}'), 'closed / verified 17612 - 250300 501',
  'a new id is kept'
);
select is(
  play.id_here(array[play.item('17612 - 250237', 1, 10, '{"orderItemId": 11}'), play.item('18795 - 11000', 1, 10, '{"orderItemId": 12}'),
    play.item('X', 1, 10, '{"orderItemId": 13}')], '{"items.0.orderItemId": 501, "items.1.orderItemId": 502, "items.2.orderItemId": 503}'),
  'closed / verified 17612 - 250300 501, 18795 - 11001 502, 503', 'of every line'
);
select is(
  play.id_here(array[play.item('17612 - 250237', 1, 10, '{"orderItemId": 11}'), play.item('17612 - 250237', 1, 10, '{"orderItemId": 12}')],
    '{"items.0.orderItemId": 501, "items.1.orderItemId": 502}'),
  'closed / verified 17612 - 250300 11, 17612 - 250300 12', 'where nobody can say which is which the old ids stay'
);

select * from finish();
rollback;
