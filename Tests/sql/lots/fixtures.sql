-- Orders as ShipStation really gave them: what is sent is what was read, byte for byte, but for the SKUs. Run from the
-- top of the repository.
begin;
\ir prelude.psql
select plan(26);

-- Of the recorded answers: their orders as they stand there, to the blank.
create temporary table recorded (name text, content text);
\set content `cat Tests/fixtures/real-shopify-order-2024.json`
insert into recorded values ('an order of a sales channel', :'content');
\set content `cat Tests/fixtures/real-faire-order-null-item-weight-2024.json`
insert into recorded values ('one without weights', :'content');
\set content `cat Tests/fixtures/real-manual-order-shipped-2015.json`
insert into recorded values ('one made by hand', :'content');
\set content `cat Tests/fixtures/real-order-merged-parent-2024.json`
insert into recorded values ('a merged one', :'content');
\set content `cat Tests/fixtures/docs2025-get-order.json`
insert into recorded values ('the documentation''s', :'content');
\set content `cat Tests/fixtures/docs2025-createorder-response.json`
insert into recorded values ('the answer to createorder', :'content');
\set content `cat Tests/fixtures/real-list-cancelled-order-customs-2015.json`
insert into recorded select 'one with customs', o.value::text from json_array_elements(:'content'::json -> 'orders') as o;
\set content `cat Tests/fixtures/real-list-manual-order-null-paymentdate-2015.json`
insert into recorded select 'one of a list', o.value::text from json_array_elements(:'content'::json -> 'orders') as o;
\set content `cat Tests/fixtures/docs2025-list-orders.json`
insert into recorded
select 'one of the documentation''s list', o.value::text from json_array_elements(:'content'::json -> 'orders') as o limit 1;

-- The lines of a text that another does not have in the same place, blanks at their beginning apart.
create function play.differing_lines(p_old text, p_new text) returns text [] language sql as $$
  select array_agg(ltrim(n.line) order by n.place)
  from unnest(string_to_array(p_old, E'\n')) with ordinality as o (line, place)
  full join unnest(string_to_array(p_new, E'\n')) with ordinality as n (line, place) using (place)
  where o.line is distinct from n.line
$$;
create function play.change_all(p_content text) returns text language sql as $$
  select convert_from(shipkeeper.change_skus(convert_to(p_content, 'UTF8'), (
    select jsonb_agg(jsonb_build_object('order_item_id', i.item -> 'orderItemId', 'to', 'B "' || i.place || '" - 7'))
    from jsonb_array_elements(p_content::jsonb -> 'items') with ordinality as i (item, place)
  )), 'UTF8')
$$;
select is(
  play.differing_lines(r.content, play.change_all(r.content)),
  array(
    select format('"sku": "B \"%s\" - 7",', n)
    from generate_series(1, jsonb_array_length(r.content::jsonb -> 'items')) as n
  ), r.name || ': only lines that say sku are others'
)
from recorded as r;

-- Numbers as they are written.
create temporary table written (n text);
insert into written values ('1.00'), ('16.990'), ('0.0'), ('-0.10'), ('1e2'), ('1202324501429'), ('9007199254740993'),
('12345678901234567890.12345');
select is(
  strpos(play.change_all(regexp_replace(r.content, '"unitPrice": [0-9.]+', '"unitPrice": ' || w.n)), w.n || ',') > 0, true,
  w.n || ' stays'
)
from written as w, recorded as r where r.name = 'an order of a sales channel';
select is(
  play.differing_lines(c.content, play.change_all(c.content)), array['"sku": "B \"1\" - 7",'], 'an id of 13 digits'
)
from (
  select regexp_replace(content, '"orderItemId": \d+', '"orderItemId": 1202324501429') as content from recorded
  where name = 'an order of a sales channel'
) as c;

-- The whole way: the bytes that come are the bytes that go. The order is as recorded, but for its SKU and createDate.
create function play.recorded_way(p_name text) returns text language plpgsql as $$
declare
  v_content constant text := regexp_replace(regexp_replace(
    r.content, '"sku": "[^"]+"', '"sku": "17612-250237"'
  ), '"createDate": "[^"]+"', format('"createDate": "%s"', play.pacific())) from recorded as r where r.name = p_name;
  v_id constant text := v_content::jsonb ->> 'orderId';
begin
  delete from play.answer;
  delete from play.remote;
  perform play.order_on_hold('1', p_more => '{"orderNumber": "x"}');
  update public.orders_inbox set order_number = v_content::jsonb ->> 'orderNumber', shipstation_order_id = v_id;
  insert into play.answer values
  ('/orders/' || v_id, 200, '', convert_to(v_content, 'UTF8'), null), ('/orders/createorder', 200, '', '{}', null),
  ('/shipments?orderId=' || v_id || '&pageSize=500&page=1', 200, '', '{"shipments": [], "total": 0}', null);
  update public.orders_inbox set status = 'awaiting_shipment';
  perform play.run_lots();
  return concat_ws(
    ' / ', (select concat_ws(' ', state, reason) from shipkeeper.lot_review order by lot_review_id desc limit 1),
    (
      select play.differing_lines(v_content, convert_from(s.body, 'UTF8'))::text
      from play.step as s where s.method = 'POST'
    )
  );
end
$$;
select is(
  play.recorded_way('an order of a sales channel'), 'posted / {"\"sku\": \"17612 - 250300\","}',
  'the whole way of an order of a sales channel'
);
delete from public.orders_inbox;
select is(
  play.recorded_way('the documentation''s'), 'posted / {"\"sku\": \"17612 - 250300\","}',
  'and of the documentation''s, which has a discount line'
);
delete from public.orders_inbox;
select is(play.recorded_way('a merged one'), 'closed not_updatable', 'a merged one is not sent');
delete from public.orders_inbox;
select is(play.recorded_way('one made by hand'), 'closed not_updatable', 'nor is a shipped one');

-- Compared with itself, each is the same; written otherwise, too.
select is_empty(
  $$
  select r.name, d
  from recorded as r
  cross join lateral shipkeeper.differing_fields(
    r.content::jsonb, shipkeeper.field_digests(r.content::jsonb, 'salt'), 'salt'
  ) as d
  $$, 'none differs from itself'
);
select is_empty(
  $$
  select r.name, d
  from recorded as r
  cross join lateral shipkeeper.differing_fields(
    regexp_replace(r.content, '(": -?\d+\.\d+)', '\100', 'g')::jsonb
    || '{"modifyDate": "2030-01-01T00:00:00", "neverSeen": null}',
    shipkeeper.field_digests(r.content::jsonb, 'salt'), 'salt'
  ) as d
  $$, 'nor from the same numbers with more zeros'
);
select is(
  (select count(distinct shipkeeper.order_digest(content::jsonb)) from recorded), 9::bigint,
  'each has a digest of its own'
);
select is_empty(
  $$ select 1 from shipkeeper.message where message ~* '@|street|buyer' $$, 'no message holds personal data'
);

select * from finish();
rollback;
