-- An order's text with other SKUs and every other byte the same; or nothing at all.
begin;
\ir prelude.psql

-- Where the session takes a backslash in a text for an escape. First of all: what is planned once stays.
set local standard_conforming_strings = off;
set local escape_string_warning = off;
select plan(34);
create function play.changed(p_body text, p_changes jsonb) returns text language sql as $$
  select convert_from(shipkeeper.change_skus(convert_to(p_body, 'UTF8'), p_changes), 'UTF8')
$$;
select is(
  play.changed('{"items": [{"orderItemId": 1, "sku":  "a"}]}', '[{"order_item_id": 1, "from": "a", "to": "b"}]'),
  '{"items": [{"orderItemId": 1, "sku":  "b"}]}', 'in a session of the old kind'
);
set local standard_conforming_strings = on;

-- Changes line 1 from `old` to `new - 1`.
create function play.change_one(p_body text, p_to text default 'new - 1') returns text language sql as $$
  select play.changed(p_body, jsonb_build_array(jsonb_build_object('order_item_id', 1, 'from', 'old', 'to', p_to)))
$$;
select is(play.change_one(replace(b, '@', '"old"')), replace(b, '@', '"new - 1"'), d)
from (
  values
  ('{"items":[{"orderItemId":1,"sku":@}]}', 'without blanks'),
  (E'{\r\n\t"items" : [ {"sku" \n:\t @ , "orderItemId" : 1 } ] }\n', 'with blanks of all kinds, kept'),
  ('{"orderTotal": 1.00, "x": 1e2, "y": -0.0, "z": 12345678901234567890.120, "items": [{"sku": @, "orderItemId": 1}]}',
    'numbers keep their digits'),
  ('{"unknown": {"deep": [null, true, {}, []]}, "items": [{"new": {"a": 1}, "sku": @, "orderItemId": 1}], "n": null}',
    'unknown fields and nulls stay'),
  ('{"items": [{"name": "K\u00e4se \ud83e\uddc0 \/ \"old\"", "sku": @, "orderItemId": 1}]}',
    'escapes elsewhere stay as they are written'),
  ('{"b": 1, "a": 2, "items": [{"sku": @, "orderItemId": 1, "a": 1}]}', 'members keep their order'),
  ('{"items": [{"sku": @, "orderItemId": 1.0}]}', 'an id that is written with a fraction of zero'),
  ('{"items": [{"sku": @, "orderItemId": 1}, {"sku": "old", "orderItemId": 2}]}', 'another line with the same SKU stays'),
  ('{"items": [{"sku": "old", "orderItemId": 2}, {"sku": @, "orderItemId": 1}]}', 'also where it comes first'),
  ('{"items": [{"sku": @, "orderItemId": 1, "options": [{"sku": "old", "orderItemId": 1}]}]}',
    'a sku deeper within the line stays'),
  ('{"note": "{\"sku\": \"old\", \"orderItemId\": 1}", "items": [{"name": "\"sku\": \"old\"", "sku": @, "orderItemId": 1}]}',
    'what looks like a line within a text stays'),
  ('{"items": [{"name": "sku", "sku": @, "orderItemId": 1}]}', 'a text that says sku stays'),
  ('{"items": [{"sku": "x", "orderItemId": null, "adjustment": true}, {"sku": @, "orderItemId": 1}]}',
    'a line without an id stays'),
  ('{"items": [{"sku": "x", "orderItemId": "?", "adjustment": true}, {"sku": @, "orderItemId": 1}]}',
    'a line whose id is no number stays')
) as c (b, d);
select is(
  play.change_one('{"items": [{"sku": "\u006f\"l\\d\/ ", "orderItemId": 1}]}'),
  '{"items": [{"sku": "new - 1", "orderItemId": 1}]}', 'a SKU with escapes, quotes and backslashes is replaced whole'
);
select is(
  play.change_one('{"items": [{"sku": "old", "orderItemId": 1}]}', t), format('{"items": [{"sku": %s, "orderItemId": 1}]}', w),
  'written: ' || w
)
from (
  values ('a\b', '"a\\b"'), ('a\1\\2 \& - 1', '"a\\1\\\\2 \\& - 1"'), ('a"b', '"a\"b"'), ('a/b', '"a/b"'), ('ä🧀', '"ä🧀"'),
  (E'a\tb', '"a\tb"'), ('$1', '"$1"')
) as c (t, w);

-- Where it is not certain.
select is(play.change_one(b), null, d)
from (
  values
  ('{"items": [{"sku": "old", "sku": "old", "orderItemId": 1}]}', 'a member that stands there twice'),
  ('{"items": [{"sku": "x", "sku": "old", "orderItemId": 1}]}', 'also with another value'),
  ('{"items": [{"sku": "old", "orderItemId": 1}], "items": []}', 'items twice: the last is meant'),
  ('{"items": [], "items": [{"sku": "x", "orderItemId": 1}, {"sku": "x", "orderItemId": 1}]}', 'two lines of one id'),
  ('{"items": [{"options": [{"sku": "old"}], "sku": "old", "orderItemId": 1}]}', 'a sku deeper within comes first'),
  ('{"items": [{"\u0073ku": "old", "orderItemId": 1}]}', 'a member''s name with an escape'),
  ('{"items": [{"sku": null, "orderItemId": 1}]}', 'a SKU that is no text'),
  ('{"items": [{"orderItemId": 1}]}', 'none'),
  ('{"items": [{"sku": "old", "orderItemId": 2}]}', 'the line is not there'),
  ('{"items": [{"sku": "new - 1", "orderItemId": 1}]}', 'nothing would be another')
) as c (b, d);
select is(
  play.changed('{"items": [{"sku": "a", "orderItemId": 1}]}', '[{"order_item_id": 1, "to": "b"}, {"order_item_id": 2, "to": "c"}]'),
  null, 'of two lines one is missing: all or none'
);

select * from finish();
rollback;
