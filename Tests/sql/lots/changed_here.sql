-- What changes here while a review is under way: the lots that are known, the id, another release.
begin;
\ir prelude.psql
select plan(9);

-- Stored before sku_lot knew the base.
delete from public.sku_lot;
select play.order_on_hold('5');
insert into public.sku_lot (sku, lot, active) values ('17612','250300',1),('17612','250237',0);
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
select play.release('5'), play.run_lots();
select is(play.lines('5'), array['17612|17612 - 250300|2|1000'], 'a line that holds the old text as its SKU gets base and lot');

-- The id is mended between reading and sending.
select play.released_order('6');
select play.go_wrong('GET', '/orders/76');
select play.go_wrong('GET', '/orders/76', p_before => $$ update public.orders_inbox set shipstation_order_id = '799' where order_number='6' $$);
select play.run_lots();
select is(play.skus('6'), array['17612 - 250237'], 'an order that is this header''s no longer is not changed');
select is(play.review('6'), 'closed / skipped / not_updatable', 'the one that is, is read');

-- A release while the change is being looked for.
select play.released_order('7');
select play.go_wrong('POST', '/orders/createorder', p_error=>'timeout', p_applied=>true);
select play.go_wrong('GET', '/orders/77');select play.go_wrong('GET', '/orders/77');
select play.go_wrong('GET', '/orders/77', p_error=>'timeout');
select play.run_lots();
insert into public.sku_lot (sku, lot, active) values ('17612','250400',1);
update public.sku_lot set active=0 where lot='250300';
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
update public.orders_inbox set status='on_hold' where order_number='7';
select play.release('7');
select play.reviews_are_due(), play.run_lots();
select is((select string_agg(concat_ws(' / ', state, outcome, reason), ', ' order by lot_review_id) from shipkeeper.lot_review where order_number='7'),
 'closed / verified, approval / awaiting_approval / previously_awaiting_shipment', 'a release after the change is reviewed by itself');

-- A release while the order waits to be sent.
select play.released_order('8');
select play.start('{"kind":"run","only":["lots"],"writes_allowed":true}') as c \gset
create function play.remote_body(p text) returns bytea language sql as $$ select convert_to(content::text,'UTF8') from play.remote where content->>'orderNumber'=p $$;
select play.hand_over(play.next_request(:c), 200, play.remote_body('8'));
select play.hand_over(play.next_request(:c), 200, convert_to('{"shipments":[],"total":0}','UTF8'));
select play.next_request(:c) as r \gset
select play.hand_over(:r, 200, play.remote_body('8'), null, convert_to(E'X-Rate-Limit-Limit: 40\r\nX-Rate-Limit-Remaining: 2\r\nX-Rate-Limit-Reset: 30\r\n','UTF8'));
select is((play.next(:c)).kind, 'wait', 'the quota is waited for');
select is((select state from shipkeeper.lot_review where order_number='8'), 'ready', 'with an order ready to be sent');
update public.orders_inbox set status='on_hold' where order_number='8'; select play.release('8');
select is((select post_body from shipkeeper.lot_review where order_number='8'), null, 'released anew, nothing of it is kept');
update shipkeeper.quota set resets_at = clock_timestamp();
select play.hand_over(play.next_request(:c), 200, play.remote_body('8'));
select play.next_request(:c), play.end_cycle(:c);
select is(play.review('8'), 'approval / awaiting_approval / previously_awaiting_shipment', 'it waits for an operator');
select is((select count(*) from shipkeeper.lot_review where post_body is not null), 0::bigint, 'without a body');
select * from finish();
rollback;
