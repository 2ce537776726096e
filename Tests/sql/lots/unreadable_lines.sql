-- One line that cannot be read costs itself only: the others get their lots, the order goes back to the byte, and somebody is told.
begin;
\ir prelude.psql
select plan(35);

create function play.told() returns text language plpgsql as $$
begin
  perform play.watch();
  return (
    select string_agg(concat_ws(' ', a.alert, a.order_number, a.subject, a.remedy), ' + ')
    from shipkeeper_report.alerts as a
    where a.alert like 'lots%'
  );
end
$$;

-- What comes of an order whose second item is as given; of it the answers are the text itself, since jsonb would write it in its own way.
create function play.came_of_item(p_item text) returns text language plpgsql as $$
declare
  v_came_of text;
  v_order text;
begin
  perform play.released_order('1');
  select replace(r.content::text, '"items": [', format('"items": [%s, ', p_item)) into v_order from play.remote as r where r.id = 71;
  insert into play.answer values
  ('/orders/71', 200, '', convert_to(v_order, 'UTF8'), null), ('/orders/createorder', 200, '', '{}', null);
  perform play.run_lots();
  -- What was sent differs from what was read in one text.
  v_came_of := concat_ws(
    ' | ',
    (
      select case when convert_from(s.body, 'UTF8') = replace(v_order, '"sku": "17612 - 250237"', '"sku": "17612 - 250300"') then 'sent' else 'altered' end
      from play.step as s
      where s.method = 'POST'
    ),
    (select string_agg(o.reason, ', ') from shipkeeper.order_outcome as o where o.outcome = 'error')
  );
  raise exception 'enough';
exception
  when raise_exception then
    if sqlerrm <> 'enough' then
      raise;
    end if;
    return v_came_of;
end
$$;
select is(play.came_of_item(i.item), 'sent | ' || i.problem, i.item || ': costs itself')
from (
  values
  ('{"orderItemId": 2, "sku": "17904", "quantity": 2.5}', 'quantity of an item is no usable number'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": "2"}', 'quantity of an item is no usable number'),
  ('{"orderItemId": 2, "sku": "17904"}', 'quantity of an item is no usable number'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": -1}', 'quantity of an item is no usable number'),
  ('{"orderItemId": "2x", "sku": "17904", "quantity": 1}', 'orderItemId of an item is no usable number'),
  ('{"sku": "17904", "quantity": 1}', 'orderItemId of an item is no usable number'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "unitPrice": "10.00"}', 'unitPrice of an item has a wrong type'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "unitPrice": 1e30}', 'unitPrice of an item is out of range'),
  (format('{"orderItemId": 2, "sku": "%s", "quantity": 1}', repeat('x', 501)), 'sku of an item is no usable text'),
  ('{"orderItemId": 2, "sku": ["17904"], "quantity": 1}', 'sku of an item is no usable text'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "adjustment": "no"}', 'adjustment of an item has a wrong type'),
  ('null', 'an item is no object'),
  ('[]', 'an item is no object'),
  ('"17612 - 250237"', 'an item is no object'),
  ('7', 'an item is no object')
) as i (item, problem);

-- Escapes that stand for no character cost nothing at all: they go back as they came.
select is(play.came_of_item(i.item), 'sent', i.item || ': goes back as it came')
from (
  values
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "name": "half \ud83d"}'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "name": "half \uDE00 of it"}'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "name": "\u0000"}'),
  ('{"orderItemId": 2, "sku": "17904", "quantity": 1, "name": "\\ud83d is no escape, \ud83d\ude00 is whole, \ud83d not"}'),
  ('{"orderItemId": 2, "sku": "17904\ud83d", "quantity": 1}')
) as i (item);
select is(
  play.came_of_item('{"orderItemId": 2, "sku": "17612 - 25030\u00000", "quantity": 1}'), '',
  'but a SKU that begins with one of ours and goes on so is not guessed'
);

-- A byte order mark is no part of the order.
select is(
  shipkeeper.change_skus('\xefbbbf' || '{"items": [{"orderItemId": 1, "sku": "a"}]}'::bytea, '[{"order_item_id": 1, "to": "b"}]'),
  '{"items": [{"orderItemId": 1, "sku": "b"}]}'::bytea, 'a byte order mark is not sent'
);

-- The whole way: verified, told at once, until the order has left.
select play.released_order('7', array[play.item('17612 - 250237', 2), play.item('17904', 2.5)]);
select play.run_lots();
select is(play.review('7'), 'closed / verified', 'the line that can be read gets its lot');
select is(play.skus('7'), array['17612 - 250300', '17904'], 'in ShipStation');
select is(
  (
    select array_agg(o.outcome || coalesce(' ' || o.reason, '') order by o.order_outcome_id)
    from shipkeeper.order_outcome as o where o.order_number = '7'
  ),
  array['error quantity of an item is no usable number', 'verified'], 'the other line is an outcome of its own, once'
);
select matches(
  play.told(),
  '^lots_undecided 7 Order 7 was released with a line that cannot be read, .*\.open_lot_review\(''7'', ''line corrected''\)\.$',
  'and an alert with what to do'
);
select is_empty('select from shipkeeper_report.held_orders', 'not held yet');
update shipkeeper.lot_review set unread_since = unread_since - interval '25 hours';
select results_eq(
  'select order_number::text, held_reason from shipkeeper_report.held_orders', $$ values ('7', 'lots_unread') $$, 'after a day the order is'
);
select play.edit_remote('7', '{"items.1.quantity": 2}');
select shipkeeper_operator.open_lot_review('7', 'line corrected'), play.run_lots();
select is(play.review('7'), 'closed / current / current', 'corrected it is read whole');
select is(play.told(), null, 'and nothing is left to be told');
select is_empty('select from shipkeeper_report.held_orders', 'nor held');

-- No line that can be read needs another lot: not current, since one was not read.
select play.released_order('8', array[play.item('17612 - 250300', 2), play.item('17904', 2.5)]);
select play.run_lots();
select is(play.review('8'), 'closed / skipped / unreadable_line', 'what was not read is not current');
select matches(play.told(), '^lots_undecided 8 ', 'it is told, too');
update public.orders_inbox set status = 'shipped' where order_number = '8';
select is(play.told(), null, 'until the order has left');

-- A dry run looks at the lines that can be read, too.
update shipkeeper.settings set lot_mode = 'dry_run';
select play.released_order('9', array[play.item('17612 - 250237', 2), play.item('17904', 2.5)]);
select play.run_lots();
select is(play.review('9'), 'closed / would_update', 'a dry run says what would be sent');

select * from finish();
rollback;
