-- An order that could not be used is forgotten for a 404 only where that is ShipStation's word, and of this account: no page shows it again.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(9);
create function play.ask_again(p_number text, p_body bytea) returns text language plpgsql as $$
begin
  update shipkeeper.refused_order set next_attempt_at = clock_timestamp() - interval '1 second';
  perform play.answer(p_number, 404, p_body);
  perform play.walk_on();
  delete from play.answer;
  return (select coalesce(string_agg(reason, ', '), 'none') from shipkeeper_report.refused_orders);
end
$$;
-- One that can be used, and one with a quantity that is none; nobody has an order here that would tell whose account it is.
select play.remote_orders(2, 2), play.walk();
update play.remote set content = jsonb_set(content, '{items,0,quantity}', '"x"');
delete from public.orders_inbox;
select play.forget(), play.walk();
select matches(play.refused()::text, '2: quantity', 'one order cannot be used');
update shipkeeper.settings set sync_overlap = '5 minutes';
select is(play.ask_again('2', '<html>Not found</html>'), 'API answered 404', 'a web page with the status 404 is no word of ShipStation''s: it stays');
select is(play.ask_again('2', '{"Message": "Not found"}'), 'API answered 404', 'nor does a 404 count that may come from another account');
update play.remote set content = jsonb_set(content, '{items,0,quantity}', '2');
update shipkeeper.refused_order set next_attempt_at = clock_timestamp() - interval '1 second';
select play.walk_on();
select is(play.header('2') || ' ' || play.refused()::text, 'awaiting_shipment 2 {}', 'it comes in when it can be used');

-- Where an order that is known came with its own number.
update play.remote set content = jsonb_set(content, '{items,0,quantity}', '2');
select play.remote_orders(3, 3), play.remote_orders(9, 9);
update play.remote set content = jsonb_set(content, '{items,0,quantity}', '"x"') where id = 73;
select play.walk(), play.walk();
select matches(play.refused()::text, '3: quantity', 'another one');
select is(play.ask_again('3', '<html>Not found</html>'), 'API answered 404', 'a web page all the same is none');
select is(play.ask_again('3', ''), 'none', 'a 404 of this account is: forgotten');

-- The id of a header that is another's number: a web page does not say that ShipStation knows it no more.
with header as (
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
  values ('5', '2025-11-03', 'uploaded', '505', shipkeeper.shop_now() - interval '1 hour') returning id
)
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from header;
insert into play.answer (path, status, headers, body) values ('/orders/505', 404, '', '<html>Not found</html>');
select play.remote_orders(5, 5), play.walk();
select is((select shipstation_order_id from public.orders_inbox where order_number = '5'), '505', 'for a web page no header gets another id');
update play.answer set body = '{"Message": "Not found"}';
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp() - interval '1 second';
select play.walk();
select is((select shipstation_order_id from public.orders_inbox where order_number = '5'), '75', 'for ShipStation''s own 404 it does');

select * from finish();
rollback;
