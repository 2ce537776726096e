-- Part of preflight: the lines' unique, foreign key and indexes.
with items as (
  select
    c.oid, c.relreplident,
    array(
      select a.attnum from pg_attribute as a
      where a.attrelid = c.oid and a.attname in ('order_inbox_id', 'sku') order by a.attnum
    ) as both_columns,
    (select a.attnum from pg_attribute as a where a.attrelid = c.oid and a.attname = 'order_inbox_id') as order_column
  from pg_class as c
  where c.oid = to_regclass('public.order_items_inbox')
),
unique_index as (
  select
    i.indexrelid, n.oid as constraint_oid, coalesce(n.conname, c.relname) as name, i.indisreplident,
    i.indimmediate and i.indisvalid and i.indpred is null as usable
  from items as t
  join pg_index as i on i.indrelid = t.oid and i.indisunique and i.indexprs is null
  join pg_class as c on c.oid = i.indexrelid
  left join pg_constraint as n on n.conindid = i.indexrelid and n.conrelid = t.oid and n.contype in ('u', 'p')
  where
    i.indnkeyatts = 2
    and array(select k.attnum from unnest(i.indkey::smallint []) with ordinality as k (attnum, place)
              where k.place <= 2 order by k.attnum) = t.both_columns
),
foreign_key as (
  select n.conname, n.confdeltype
  from items as t
  join pg_constraint as n on n.conrelid = t.oid and n.contype = 'f'
  where n.conkey = array[t.order_column] and n.confrelid = to_regclass('public.orders_inbox')
)
select
  'stop' as severity, 'unique_missing' as code, 'public.order_items_inbox' as object,
  'There is no unique constraint on (order_inbox_id, sku) that `on conflict` can use.' as finding,
  'Merge repeated lines, then: alter table public.order_items_inbox add unique (order_inbox_id, sku).' as remedy
from items
where
  not exists (select from unique_index as u where u.usable)
  -- After the contract this index keeps the rule for lines from elsewhere.
  and to_regclass('public.order_items_inbox_shipkeeper_sku_idx') is null
union all
select
  'warn', 'replica_identity', u.name, 'The replica identity uses the unique on (order_inbox_id, sku).',
  'A later release replaces the constraint: choose the primary key as replica identity.'
from items as t, unique_index as u where t.relreplident = 'i' and u.indisreplident
union all
select
  'warn', 'comment_on_unique', u.name, 'The unique on (order_inbox_id, sku) has a comment.',
  'A later release replaces the constraint, and the comment goes with it: keep its text.'
from unique_index as u
where
  obj_description(u.indexrelid, 'pg_class') is not null or obj_description(u.constraint_oid, 'pg_constraint') is not null
union all
select
  'warn', 'foreign_key_to_unique', u.name,
  format('The foreign key %s of %s refers to (order_inbox_id, sku).', n.conname, n.conrelid::regclass),
  'A later release replaces the unique: let the foreign key refer to the primary key.'
from unique_index as u
join pg_constraint as n on n.contype = 'f' and n.conindid = u.indexrelid
union all
select
  'warn', 'foreign_key_missing', 'public.order_items_inbox', 'No foreign key leads from order_inbox_id to orders_inbox.',
  'Lines without an order stay unseen: add one, on delete cascade.'
from items where not exists (select from foreign_key)
union all
select
  'warn', 'foreign_key_no_cascade', 'public.order_items_inbox', format('The foreign key %s does not delete the lines with their order.', f.conname),
  'See that the shop''s cleanup deletes lines first, or make it on delete cascade.'
from foreign_key as f where f.confdeltype <> 'c'
union all
select
  'warn', 'index_missing', 'public.order_items_inbox', 'No index of its own on order_inbox_id.',
  'Run: create index concurrently on public.order_items_inbox (order_inbox_id).'
from items as t
where not exists (
  select from pg_index as i
  where
    i.indrelid = t.oid and i.indisvalid and i.indpred is null and i.indkey[0] = t.order_column
    and i.indexrelid not in (select u.indexrelid from unique_index as u)
)
union all
select
  'note', 'relies_on_unique', p.oid::regprocedure::text,
  'Its source says `on conflict` on (order_inbox_id, sku) or on the constraint''s name. It works until a later release replaces it.',
  'Plan its change; nothing to do now.'
from pg_proc as p
where
  p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
  and p.pronamespace::regnamespace::text not like 'shipkeeper%'
  and exists (select from items)
  and (
    p.prosrc ~* 'on\s+conflict\s*\(\s*"?(order_inbox_id"?\s*,\s*"?sku|sku"?\s*,\s*"?order_inbox_id)"?\s*\)'
    or exists (
      select from unique_index as u
      where
        p.prosrc ~* 'on\s+conflict\s+on\s+constraint'
        and position(lower(u.name) in lower(p.prosrc)) > 0
    )
  );
