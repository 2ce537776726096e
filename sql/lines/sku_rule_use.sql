create or replace function shipkeeper.sku_rule_use(p_source text)
returns setof text
language sql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  -- Only what names the table can lean on its constraint; comments count as source: rather too much than too little.
  select u.finding
  from (select lower(regexp_replace(p_source, '\s+', ' ', 'g')) as source) as s
  cross join lateral (
    values
    (
      'on conflict on its columns',
      s.source ~ 'on conflict ?\( ?"?order_inbox_id"? ?, ?"?sku"? ?\)(?! ?where)'
      or s.source ~ 'on conflict ?\( ?"?sku"? ?, ?"?order_inbox_id"? ?\)(?! ?where)'
    ),
    (
      'on conflict on its columns, past the lines that came from ShipStation',
      s.source ~ 'on conflict ?\( ?("?order_inbox_id"? ?, ?"?sku"?|"?sku"? ?, ?"?order_inbox_id"?) ?\) ?where'
    ),
    ('on conflict on a constraint', s.source ~ 'on conflict on constraint'),
    (
      'on conflict do nothing, which takes any unique constraint',
      s.source ~ 'insert into [^;]*order_items_inbox[^;]*on conflict do nothing'
    ),
    ('a handler of unique violations', s.source ~ 'when unique_violation|when sqlstate ''23505'''),
    (
      'an update or delete of the one line of a SKU',
      s.source ~ '(update|delete from)( only)? "?(public"?\."?)?order_items_inbox"?[^;]*where[^;]*order_inbox_id[^;]*sku'
      or s.source ~ '(update|delete from)( only)? "?(public"?\."?)?order_items_inbox"?[^;]*where[^;]*sku[^;]*order_inbox_id'
    )
  ) as u (finding, applies)
  where u.applies and s.source ~ 'order_items_inbox'
$$;
comment on function shipkeeper.sku_rule_use(text) is
'How a piece of SQL leans on the unique constraint of order_items_inbox (order_inbox_id, sku), one row a way: on conflict on these columns '
'in any order (also with a where, which would add a second row beside a line of ShipStation''s), on conflict on constraint, a bare '
'on conflict do nothing, a handler of unique violations, a change of "the" line of a SKU. No row: none that can be seen.';
revoke all on function shipkeeper.sku_rule_use(text) from public;
