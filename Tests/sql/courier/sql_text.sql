-- SQL in every text of an answer, headers too, is text: stored as it came, and nothing else happens.
begin;
\ir ../prelude.psql
select plan(26);
alter table public.order_items_inbox add column name text;

create table play.hostile (n integer primary key, text text not null);
insert into play.hostile values
(1, $x$'; drop table public.orders_inbox; --$x$), (2, $x$$$; delete from shipkeeper.settings; $$$x$),
(3, $x$"; truncate public.order_items_inbox; --$x$), (4, $x$%s %I %L %1$s \1 \& \'$x$), (5, $x$\'); update orders_inbox set status = 'shipped'; --$x$);
-- What there is, and what no answer may change.
create function play.all_else() returns text language sql as $$
  select concat_ws(
    ' ', (select count(*) from pg_class), (select count(*) from pg_proc),
    (select to_jsonb(t) - 'sync_mode' from shipkeeper.settings as t), (select count(*) from pg_roles)
  )
$$;
-- An order in which every text is hostile, but those that tell which order it is.
create function play.hostile_order(p_id bigint, p_number text, p_text text) returns jsonb language sql as $$
  select jsonb_build_object(
    'orderId', p_id, 'orderNumber', p_number, 'orderKey', p_text, 'orderStatus', p_text, 'orderDate', '2025-11-03' || p_text,
    'modifyDate', '2025-11-03T10:00:00', 'orderTotal', 20, 'customerEmail', p_text, 'carrierCode', p_text, 'serviceCode', p_text,
    'shipTo', jsonb_build_object('name', p_text, 'street1', p_text, 'city', p_text, 'state', p_text, 'postalCode', p_text),
    'billTo', jsonb_build_object('name', p_text, 'phone', p_text), 'advancedOptions', jsonb_build_object('parentId', p_text,
    'mergedIds', jsonb_build_array(p_text)),
    'items', jsonb_build_array(play.item(p_text, 2, 10, jsonb_build_object('name', p_text, 'lineItemKey', p_text)))
  )
$$;
create table play.before as select play.all_else() as state;

-- A ghost, with headers that are as hostile.
select play.make_ghost(n::text, 'on_hold') from play.hostile;
select play.answer(
  n::text, 200, convert_to(play.hostile_order(('7' || n)::bigint, n::text, text)::text, 'UTF8'),
  p_headers => convert_to(format(E'Date: %1$s\r\nX-Rate-Limit-Remaining: %1$s\r\n%1$s: %1$s\r\n', text), 'UTF8')
)
from play.hostile;
select is(play.run(), 'done', 'ghosts with hostile texts');
select is(play.header(n::text), 'on_hold 2', 'an unknown status is left') from play.hostile;
select is(
  (
    select concat_ws('|', i.sku, i.name, i.shipstation_line_item_key, i.quantity)
    from public.order_items_inbox as i
    join public.orders_inbox as o on o.id = i.order_inbox_id
    where o.order_number = n::text
  ), concat_ws('|', text, text, text, 2), 'each text is stored as it came'
)
from play.hostile;

-- New orders on a page, their numbers hostile, too.
delete from play.answer;
insert into play.remote (id, content)
select 900 + n, play.hostile_order(900 + n, text, text) || '{"orderStatus": "on_hold"}' from play.hostile;
select play.sync('full', '2025-11-03 17:00Z');
select is(play.run(), 'done', 'new orders with hostile texts');
select is(
  (
    select concat_ws('|', o.customer_email, o.ship_name, o.ship_city, o.bill_phone, o.shipping_carrier_code, o.shipping_service_code, i.sku, i.name)
    from public.orders_inbox as o
    join public.order_items_inbox as i on i.order_inbox_id = o.id
    where o.order_number = text
  ), concat_ws('|', text, text, text, text, text, text, text, text), 'each comes in under its number'
)
from play.hostile;

-- A header with such a number and such an id: asked for in no request, or looked for by its encoded number.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
select text || n, '2025-11-03', 'uploaded', text, '2025-11-03' from play.hostile;
select is(play.run(), 'done', 'ids that are SQL');
select is(play.held(text || n), 'invalid_id', 'are held') from play.hostile;
select is((select count(*) from unnest(play.sent()) as p where p ~ '[^A-Za-z0-9/?&=:._%~-]'), 0::bigint, 'no path holds a blank or a quote');
select is((select count(*) from play.step where message ~ '[\r\n]'), 0::bigint, 'no message has two lines');
select is(play.all_else(), (select state from play.before), 'nothing else has changed');

select * from finish();
rollback;
