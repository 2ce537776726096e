-- Whatever a SKU is spelled like: parsed and written again it is the same, or nothing of it is changed.
begin;
\ir prelude.psql
select plan(9);

insert into public.sku_lot (sku, lot, active) values
('SUB - LG', '5', 1), ('SUB - LG', '4', 0), ('SUB', '1234', 1), ('a.b*', '12', 1), ('q"u\o/', '77', 1), ('q"u\o/', '78', 0),
('MIX', 'A17', 1), ('MIX', '11', 0), ('ü-1', '3', 1), ('17612 - 1', '9', 1);
update shipkeeper.lot_activation set active_since = '2025-01-01';

create temporary table spelling as
select row_number() over () as n, b || s || t as written
from unnest(array['17612', '18795', 'SUB - LG', 'SUB', 'a.b*', 'axb', 'q"u\o/', 'MIX', 'ü-1', '17612 - 1', '99999', '', ' 17612',
  'BUNDLE', E'17612\u00A0']) as b,
  unnest(array[' - ', '-', ' -', '- ', '   -  ', E'\t-\t', E'\u00A0-\u00A0', ' – ', '--', ' ', '', ' / ', ' - - ']) as s,
  unnest(array['250300', '250237', '11000', '25030', '2503000', 'A17', 'S', '12', '5', '77', '78', '3', '000000', '250300 - QA',
    'Special Edition', '', '٢٥٠٣٠٠', '250300 ', '"250300', '250300\', E'250300\n']) as t;
select cmp_ok((select count(*) from spelling), '>', 3000::bigint, 'there are thousands of spellings');
create temporary table parsed as
select s.*, p.sku, p.lot, p.reason
from spelling as s
cross join lateral shipkeeper.parse_sku(s.written) as p;
select cmp_ok((select count(*) from parsed where lot is not null), '>', 200::bigint, 'hundreds of which have a lot');

-- Blanks at both ends and around the separator apart.
create function play.bare(p_text text) returns text language sql as $$
  select regexp_replace(p_text, '[\s\u00A0]', '', 'g')
$$;
select is_empty(
  $$
  select p.written, p.sku, p.lot, n.*
  from parsed as p
  cross join lateral shipkeeper.parse_sku(p.sku || ' - ' || p.lot) as n
  where p.lot is not null and (n.sku, n.lot, n.sku_lot) is distinct from (p.sku, p.lot, p.sku || ' - ' || p.lot)
  $$, 'what was split and is written is split into the same'
);
select is_empty(
  $$ select * from parsed where lot is not null and play.bare(sku || '-' || lot) <> play.bare(written) $$,
  'and says what was written'
);
select is_empty(
  $$
  select * from parsed
  where lot is null and coalesce(sku, '') <> regexp_replace(written, '^[\s\u00A0]+|[\s\u00A0]+$', '', 'g')
  $$, 'what is not split is left whole'
);

-- Each in an order's text.
create temporary table changed as
select
  p.*, o.body, c.changes, c.reason as not_changed,
  case when c.outcome is null then convert_from(shipkeeper.change_skus(convert_to(o.body, 'UTF8'), c.changes), 'UTF8') end as new_body
from parsed as p
cross join lateral (
  select format(
    '{"orderTotal": 1.00, "items": [{"orderItemId": 1, "sku": "X", "name": %1$s, "quantity": 1}, {"name": %1$s, "sku" : %1$s, "orderItemId": 2, '
    '"quantity": 1.0, "x": "\u00e4"}]}', to_json(p.written)
  ) as body
) as o
cross join lateral shipkeeper.sku_changes(o.body::jsonb) as c;
select cmp_ok((select count(*) from changed where new_body is not null), '>', 100::bigint, 'more than a hundred are changed');
select is_empty(
  $$ select * from changed where not_changed is null and new_body is null or lot is null and new_body is not null $$,
  'those with a lot that can be, and no other'
);
select is_empty(
  $$
  select c.written, c.new_body
  from changed as c
  where c.new_body is not null
    and c.new_body <> replace(
      c.body, '"sku" : ' || to_json(c.written)::text,
      '"sku" : ' || to_json(c.sku || ' - ' || (select l.lot from public.sku_lot as l where l.sku = c.sku and l.active = 1))::text
    )
  $$, 'to base and active lot, and every other byte is the same'
);
select is_empty(
  $$
  select c.written, n.reason
  from changed as c
  cross join lateral shipkeeper.sku_changes(c.new_body::jsonb) as n
  where c.new_body is not null and n.reason is distinct from 'current'
  $$, 'after which it is current'
);

select * from finish();
rollback;
