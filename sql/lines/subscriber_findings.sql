create or replace function shipkeeper.subscriber_findings()
returns table (readiness text, object text, finding text, remedy text)
language sql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  -- pg_publication_tables resolves `for all tables` and `for tables in schema`.
  select
    'not_ready',
    format('publication %I', t.pubname),
    'carries order_items_inbox: a subscriber that has the unique constraint stops at the first repeated SKU, and its slot keeps WAL here '
    'until the disk is full',
    'On each subscriber first: alter table public.order_items_inbox drop constraint ' || coalesce(
      (
        select quote_ident(c.conname)
        from pg_constraint as c
        where c.conrelid = 'public.order_items_inbox'::regclass
          and c.contype = 'u'
          and (
            select array_agg(a.attname::text order by a.attname)
            from pg_attribute as a
            where a.attrelid = c.conrelid and a.attnum = any(c.conkey)
          ) = array['order_inbox_id', 'sku']
        limit 1
      ),
      'order_items_inbox_order_sku_unique'
    ) || '. Then go on here with --accept all.'
  from pg_publication_tables as t
  where t.schemaname = 'public' and t.tablename = 'order_items_inbox'
  union all
  select
    'unknown',
    format('logical slot %I (%s)', s.slot_name, s.plugin),
    'may carry order_items_inbox to a place that knows one row a SKU',
    'Ask whoever reads the slot: (order_inbox_id, sku) may repeat from now on, id may not.'
  from pg_replication_slots as s
  where s.slot_type = 'logical'
    and s.database = current_database()
    -- What built-in publications send is told above.
    and s.plugin <> 'pgoutput'
$$;
comment on function shipkeeper.subscriber_findings() is
'Who else receives the shop''s lines and must be ready for repeated SKUs: publications that carry order_items_inbox (not_ready: from '
'here nobody sees whether their subscribers still have the unique constraint) and logical slots of other programs (unknown). One row a '
'finding, as contract_findings.';
revoke all on function shipkeeper.subscriber_findings() from public;
