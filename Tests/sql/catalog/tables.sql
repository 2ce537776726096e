-- Rules that every table and view of ours keeps.
begin;
\ir ../prelude.psql
select plan(17);

create temporary view our_relation as
select c.*, c.relnamespace::regnamespace::text as schema, c.oid::regclass::text as identity
from pg_class as c
where c.relnamespace::regnamespace::text in (
  'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'
);

select views_are('shipkeeper', array[
  'alert_kind', 'empty_header', 'empty_since', 'ghost_header', 'header_age', 'known_kind', 'lot_change', 'lot_line',
  'never_compared', 'orders_without_lines', 'other_digits',
  'own_cancellation'
], 'views of shipkeeper');
select views_are('shipkeeper_report', array[
  'alerts', 'cancellations', 'cycles', 'daily_backfills', 'daily_figures', 'decisions', 'figures', 'ghost_orders', 'held_orders',
  'lines_without_sku', 'lot_mismatches', 'lot_reviews', 'lot_updates', 'mixed_orders', 'number_conflicts', 'order_differences',
  'order_items_by_sku', 'order_outcomes', 'orders_by_lot', 'orders_without_shipstation_id', 'progress', 'refused_orders', 'repeated_skus',
  'requests', 'settings',
  'stale_empty_orders', 'state', 'success_rate', 'unit_comparison', 'unit_differences', 'units_by_status'
], 'views of shipkeeper_report');
select tables_are('shipkeeper', array[
  'alert', 'audit', 'cancellation', 'cancellation_stop', 'collapsed_line', 'created_table', 'cycle', 'daily_figure',
  'deployed_object', 'deployment', 'difference', 'dropped_unique', 'figure_total', 'first_look', 'ghost', 'ghost_list', 'ghost_queue',
  'ghost_search',
  'kept_table', 'lane', 'lasting_state', 'lease', 'lot_activation', 'lot_move', 'lot_review', 'lot_state', 'lot_update_audit', 'merged_order', 'message',
  'migration', 'number_conflict', 'number_difference', 'operator_action', 'order_hold', 'order_outcome', 'order_status_history',
  'page_order', 'pause', 'poison_search', 'progress', 'quota', 'refused_order', 'repeated_sku', 'request', 'rolled_back_line', 'round',
  'round_order', 'scan',
  'seen_order', 'sentence_count', 'settings', 'sync_walk', 'untaken_release', 'upkeep', 'widened_check', 'work_kind'
], 'tables of shipkeeper');
select is_empty(
  $$
  select identity from our_relation where schema <> 'shipkeeper'
  and not (schema = 'shipkeeper_report' and relkind = 'v')
  $$,
  'the other schemas hold nothing else'
);
select is_empty(
  $$
  select identity from our_relation where relkind in ('r', 'v')
  and coalesce(btrim(obj_description(oid, 'pg_class')), '') = ''
  $$,
  'every table and view has a comment'
);
select is_empty(
  $$
  select r.identity, a.attname
  from our_relation as r
  join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where r.relkind in ('r', 'v') and coalesce(btrim(col_description(r.oid, a.attnum)), '') = ''
  $$, 'every column has one'
);
select is_empty(
  $$
  select n.nspname from pg_namespace as n
  where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    and coalesce(btrim(obj_description(n.oid, 'pg_namespace')), '') = ''
  $$, 'every schema has one'
);
select is_empty(
  $$
  select c.conrelid::regclass, c.conname
  from pg_constraint as c
  where c.contype = 'f' and c.conrelid in (select oid from our_relation)
    and not exists (
      select from pg_index as i
      where i.indrelid = c.conrelid and i.indpred is null and i.indisvalid
        and (select array_agg(k order by k) from unnest(i.indkey[0:cardinality(c.conkey) - 1]) as k)
          = (select array_agg(k order by k) from unnest(c.conkey) as k)
    )
  $$, 'every foreign key has an index'
);
select is_empty(
  $$
  select c.conrelid::regclass, c.conname
  from pg_constraint as c
  where c.contype = 'f'
    and (c.conrelid in (select oid from our_relation)) <> (c.confrelid in (select oid from our_relation))
  $$, 'no foreign key leads from our tables to the shop''s, or back'
);
select is_empty(
  $$
  select identity from our_relation
  where relkind = 'r'
    and not exists (select from pg_constraint as c where c.conrelid = our_relation.oid and c.contype = 'p')
  $$, 'every table has a primary key'
);
select is_empty(
  $$
  select identity from our_relation
  where relowner <> (select relowner from pg_class where oid = 'public.orders_inbox'::regclass)
  $$,
  'all belong to the owner of the shop''s tables'
);

-- Names.
create temporary view our_name as
select 'relation' as kind, relname::text as name from our_relation
union all
select 'column', a.attname from pg_attribute as a join our_relation as r on r.oid = a.attrelid
  and r.relkind in ('r', 'v')
where a.attnum > 0 and not a.attisdropped
union all
select 'constraint', c.conname from pg_constraint as c where c.conrelid in (select oid from our_relation)
union all
select 'function', p.proname from pg_proc as p where p.pronamespace::regnamespace::text like 'shipkeeper%'
union all
select 'argument', a from pg_proc as p,
  unnest(p.proargnames) as a where p.pronamespace::regnamespace::text like 'shipkeeper%'
union all
select 'trigger', t.tgname from pg_trigger as t where not t.tgisinternal
  and t.tgrelid in (select oid from our_relation);
select is_empty($$ select * from our_name where name !~ '^[a-z][a-z0-9_]*$' $$, 'names are lower case');
select is_empty(
  $$ select n.* from our_name as n join pg_get_keywords() as k on k.word = n.name and k.catcode in ('R', 'T') $$,
  'no name is a reserved word'
);
select is_empty(
  $$
  select p.oid::regprocedure, a.name
  from pg_proc as p
  cross join lateral unnest(p.proargnames[1:p.pronargs], p.proargmodes[1:p.pronargs]) as a (name, mode)
  where p.pronamespace::regnamespace::text like 'shipkeeper%' and coalesce(a.mode, 'i') = 'i' and a.name not like 'p\_%'
  $$, 'parameters begin with p_'
);

-- Personal data stays in the shop's tables.
select is_empty(
  $$
  select distinct v.oid::regclass::text, a.attname
  from pg_depend as d
  join pg_rewrite as w on w.oid = d.objid and d.classid = 'pg_rewrite'::regclass
  join our_relation as v on v.oid = w.ev_class and v.relkind = 'v'
  join pg_attribute as a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where d.refclassid = 'pg_class'::regclass and d.refobjid = 'public.orders_inbox'::regclass and d.refobjsubid > 0
    and a.attname not in ('id', 'order_number', 'status', 'order_date', 'shipstation_order_id', 'created_at')
  $$, 'no view shows an e-mail, a name, a street or a phone'
);
-- ANALYZE keeps common values, also those of rows that are erased since.
select results_eq(
  $$
  select (r.identity || '.' || a.attname) collate "C"
  from our_relation as r
  join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped and a.attstattarget is distinct from 0
  join pg_type as t on t.oid = a.atttypid and (t.typname in ('bytea', 'json', 'jsonb') or t.typtype = 'c')
  where r.relkind = 'r'
  order by 1
  $$, $$
  values
    ('shipkeeper.cycle.figures' collate "C"), ('shipkeeper.cycle.options'), ('shipkeeper.lot_review.approved_changes'),
    ('shipkeeper.lot_review.field_digests'), ('shipkeeper.lot_review.sent_changes'), ('shipkeeper.lot_review.sku_changes'),
    ('shipkeeper.number_conflict.units_here'), ('shipkeeper.number_conflict.units_in_shipstation'),
    ('shipkeeper.operator_action.details'), ('shipkeeper.poison_search.suspects')
  $$, 'no statistics are kept of what holds a body, an order or a row of one: of nothing else but these that may hold much'
);
select is_empty(
  $$
  select r.identity, a.attname
  from our_relation as r
  join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where a.atttypid in ('timestamp'::regtype, 'real'::regtype, 'double precision'::regtype, 'money'::regtype)
  and r.relkind in ('r', 'v')
  -- ShipStation's wall clock, where autumn repeats an hour: no instant.
  and not (a.atttypid = 'timestamp'::regtype and col_description(r.oid, a.attnum) like '%Pacific%')
  $$, 'times have a zone or say that they are Pacific, and no number is a float'
);

select * from finish();
rollback;
