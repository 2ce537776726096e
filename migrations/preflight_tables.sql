-- Part of preflight: the shop's tables.
with wanted as (
  select
    w.name as table_name, format('public.%s', w.name) as object, to_regclass('public.' || w.name) as oid,
    w.name in ('orders_inbox', 'order_items_inbox') as needed
  from (values ('orders_inbox'), ('order_items_inbox'), ('sku_lot'), ('sync_watermark'), ('system_kpis')) as w (name)
),
shop as (
  select
    w.*, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity,
    (select o.relowner from pg_class as o where o.oid = to_regclass('public.orders_inbox')) as main_owner,
    case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end as becoming,
    -- Without these words a membership that is there keeps what it lacks.
    case when current_setting('server_version_num')::integer < 160000 then '' else ' with set true' end as with_set
  from wanted as w
  join pg_class as c on c.oid = w.oid
)
select
  'note' as severity, 'no_shop' as code, 'public' as object, 'None of the shop''s tables is here.' as finding,
  '`up` creates them.' as remedy
where not exists (select from shop)
union all
select
  'stop', 'other_tables', current_database(),
  format('None of the shop''s tables is here, and other programs'' are, such as %s.', min(c.oid::regclass::text)),
  'Make sure that this is the database of the shop: `up --accept other_tables` makes a new shop here.'
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where not exists (select from shop)
  and to_regnamespace('shipkeeper') is null
  and c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'
  and not exists (select from pg_depend as d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  -- Otherwise preflight_server.sql says where the shop's are.
  and not exists (
    select from pg_class as e
    where e.relname in (select w.table_name from wanted as w) and e.relkind in ('r', 'p', 'v', 'm', 'f')
      and e.relnamespace::regnamespace::text !~ '^pg_'
  )
having count(*) > 0
union all
select
  case when w.needed or to_regclass('shipkeeper.created_table') is not null then 'stop' else 'note' end, 'missing_table', w.object,
  'The table is missing, while others of the shop are here.',
  case
    -- After 0001, which makes those that are absent.
    when to_regclass('shipkeeper.created_table') is not null then 'It was here when Shipkeeper came: restore it, or give it its name back.'
    when w.needed then 'Find out where the shop keeps it: orders and their lines are one shop.' else '`up` creates it.'
  end
from wanted as w
where w.oid is null and exists (select from shop)
  -- Otherwise preflight_server.sql says so.
  and not exists (
    select from pg_class as c
    where c.relname = w.table_name and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relnamespace::regnamespace::text !~ '^(pg_|public$)'
  )
union all
select
  'stop', 'not_a_table', s.object, 'This is no ordinary table.', 'Shipkeeper needs tables that it can lock and constrain.'
from shop as s where s.relkind not in ('r', 'p')
union all
select
  'stop', 'partitioned', s.object, 'The table is partitioned.', 'Shipkeeper was not made for partitioned tables.'
from shop as s where s.relkind = 'p'
union all
select
  'stop', 'inherited', s.object, 'The table inherits from another one, is a partition, or others inherit from it.',
  'End the inheritance: constraints and indexes do not reach over it.'
from shop as s
where s.relkind = 'r' and exists (select from pg_inherits as i where s.oid in (i.inhrelid, i.inhparent))
union all
select
  'stop', 'not_owned', s.object, format('The table belongs to %s, and %s cannot become that role.', s.relowner::regrole, session_user),
  case
    when (select o.rolsuper from pg_roles as o where o.oid = s.relowner) then 'Let an ordinary role own the shop''s tables.'
    else format(
      'If that is the shop''s role: grant %s to %I%s. Otherwise find out who made the table.', s.relowner::regrole, session_user,
      s.with_set
    )
  end
from shop as s
where not pg_has_role(session_user, s.relowner, s.becoming)
  -- Another owner than that of orders_inbox is told of below.
  and s.relowner = coalesce(s.main_owner, s.relowner)
union all
select
  'stop', 'owners_differ', s.object, format('The table belongs to %s, orders_inbox to %s.', s.relowner::regrole, s.main_owner::regrole),
  format(
    'Find out who made it: what it calls would run as %s. If it is the shop''s: alter table %s owner to %1$s; otherwise drop or rename it.',
    s.main_owner::regrole, s.object
  )
from shop as s where s.relowner <> s.main_owner and pg_has_role(session_user, s.main_owner, s.becoming)
union all
select
  'stop', 'owners_differ', 'public.workflow_controls',
  format('The table belongs to %s, orders_inbox to %s: no cycle starts.', w.relowner::regrole, c.relowner::regrole),
  format('Run: alter table public.workflow_controls owner to %s, or drop it if it is not the shop''s.', c.relowner::regrole)
from pg_class as w
join pg_class as c on c.oid = to_regclass('public.orders_inbox') and c.relowner <> w.relowner
where w.oid = to_regclass('public.workflow_controls')
union all
select
  'stop', 'name_taken', format('public.%I', c.relname),
  format('It belongs to %s, and indexes of Shipkeeper have names of this form.', c.relowner::regrole),
  'Rename or drop it.'
from pg_class as c
join pg_class as o on o.oid = to_regclass('public.orders_inbox') and (o.relowner <> c.relowner or c.relkind <> 'i')
where c.relnamespace = to_regnamespace('public') and c.relname ~ '^(orders_inbox|order_items_inbox)_shipkeeper_[a-z_]+_idx$'
union all
select
  case when s.relforcerowsecurity then 'stop' else 'warn' end, 'row_security', s.object,
  case
    when s.relforcerowsecurity then 'Row security is on, for the owner too: Shipkeeper would not see every row.'
    else 'Row security is on. The owner, as whom Shipkeeper works, is not held by it.'
  end,
  case when s.relforcerowsecurity then format('Run: alter table %s no force row level security.', s.object) else '' end
from shop as s where s.relrowsecurity
union all
select
  'warn', 'publication', s.object, format('The table is in the publication %s.', p.pubname),
  'What Shipkeeper writes is replicated; columns it adds must be added on the subscribers first.'
from shop as s
join pg_publication_tables as p on p.schemaname = 'public' and p.tablename = s.table_name
union all
select
  'warn', 'rule', s.object, format('The rule %s is on it: PostgreSQL refuses `insert ... on conflict` there.', w.rulename),
  'shipkeeper.put_order_line and the import of new orders need it: make the rule a trigger.'
from shop as s
join pg_rewrite as w on w.ev_class = s.oid and w.ev_type in ('2', '3')
where s.table_name in ('orders_inbox', 'order_items_inbox')
union all
select
  'stop', 'sequence', q.objid::regclass::text,
  format('%s may not use this sequence, and a column of %s gets its value from it.', s.main_owner::regrole, s.object),
  format('Run: grant usage on sequence %s to %s.', q.objid::regclass, s.main_owner::regrole)
from shop as s
join pg_attrdef as f on f.adrelid = s.oid
join pg_depend as d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_class'::regclass
join pg_class as c on c.oid = d.refobjid and c.relkind = 'S'
cross join lateral (select c.oid as objid) as q
where s.table_name in ('orders_inbox', 'order_items_inbox', 'sync_watermark') and not has_sequence_privilege(s.main_owner, c.oid, 'usage')
union all
select
  'stop', 'nullable', format('%s.%s', s.object, a.attname),
  'The column may be null: a trigger of Shipkeeper''s would refuse such a row to the program that writes it.',
  format('Run: alter table %s alter column %I set not null.', s.object, a.attname)
from shop as s
join pg_attribute as a on a.attrelid = s.oid and not a.attisdropped and not a.attnotnull
where (s.table_name, a.attname) in (('orders_inbox', 'order_number'), ('orders_inbox', 'status'), ('sku_lot', 'sku'), ('sku_lot', 'lot'))
union all
select
  'stop', 'not_unique', format('%s.%s', s.object, a.attname), 'Nothing keeps the column unique, and Shipkeeper knows a row by it.',
  format('Run: create unique index concurrently on %s (%I).', s.object, a.attname)
from shop as s
join pg_attribute as a on a.attrelid = s.oid and not a.attisdropped
where (s.table_name, a.attname) in (
    ('orders_inbox', 'id'), ('orders_inbox', 'order_number'), ('order_items_inbox', 'id'), ('sync_watermark', 'workflow_name')
  )
  and not exists (
    select from pg_index as i
    where i.indrelid = s.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indnkeyatts = 1 and i.indkey[0] = a.attnum
  )
union all
select
  'stop', 'column_taken', format('%s.%s', s.object, a.attname), 'A migration adds a column of this name, and the shop has one.',
  'Rename the shop''s column.'
from shop as s
join pg_attribute as a on a.attrelid = s.oid and not a.attisdropped
where not exists (
    select from pg_class as c where c.relnamespace = to_regnamespace('shipkeeper') and c.relname = 'deployed_object'
  )
  and s.table_name || '.' || a.attname = any (:'own_columns'::text[])
union all
select
  'stop', 'column_gone', s.object,
  format('Columns that a migration added are not here (%s), as in a table restored from before Shipkeeper came.', string_agg(w.name, ', ')),
  format(
    'Restore it from a later dump, or run: alter table %s %s.', s.object,
    string_agg(format(
      'add column %I %s', w.name,
      case
        when w.name = 'manual_lot_override' then 'boolean not null default false'
        when w.name = 'manual_lot_override_at' then 'timestamptz'
        when w.name = 'shipstation_order_item_id' then 'bigint'
        when s.table_name = 'system_kpis' then 'integer'
        else 'text'
      end
    ), ', ')
  )
from shop as s
join (select split_part(o, '.', 1) as table_name, split_part(o, '.', 2) as name from unnest(:'own_columns'::text[]) as o) as w
  on w.table_name = s.table_name
where not exists (select from pg_attribute as a where a.attrelid = s.oid and a.attname = w.name and not a.attisdropped)
  -- What the migration after that which adds them makes.
  and exists (
    select from pg_class as c
    where c.relnamespace = to_regnamespace('shipkeeper')
      and c.relname = case s.table_name when 'order_items_inbox' then 'sync_walk' when 'orders_inbox' then 'pause' else 'alert' end
  )
group by s.object, s.table_name
union all
select
  'stop', 'row_type_used', format('%s.%I', a.attrelid::regclass, a.attname),
  format('The column is of the type of rows of %s: PostgreSQL adds no column with a default to that table.', s.object),
  'Drop the column, or make it another type, such as jsonb.'
from shop as s
join pg_class as c on c.oid = s.oid
join pg_type as y on y.oid = c.reltype
join pg_attribute as a on a.atttypid in (y.oid, y.typarray) and not a.attisdropped
join pg_class as u on u.oid = a.attrelid and u.relkind in ('r', 'p', 'm')
where s.table_name = 'orders_inbox'
  and not exists (select from pg_attribute as o where o.attrelid = s.oid and o.attname = 'manual_lot_override' and not o.attisdropped)
union all
select
  'note', 'foreign_trigger', s.object, format('The trigger %s calls %s for what Shipkeeper writes too.', t.tgname, t.tgfoid::regproc),
  'See that it does no harm when lines, total_items and status are written.'
from shop as s
join pg_trigger as t on t.tgrelid = s.oid and not t.tgisinternal
join pg_proc as p on p.oid = t.tgfoid
where p.pronamespace::regnamespace::text not like 'shipkeeper%'
union all
select
  'warn', case when f.is_trigger then 'trigger_without_path' else 'check_without_path' end, s.object,
  format(
    'The %s %s calls %s, which has no search_path of its own.', case when f.is_trigger then 'trigger' else 'check' end, f.name,
    p.oid::regprocedure
  ),
  format(
    'When Shipkeeper writes it runs as %s under pg_catalog, public, pg_temp: names in other schemas fail, and a function that somebody put in '
    'public may be called. Run: alter function %s set search_path = ...', s.main_owner::regrole, p.oid::regprocedure
  )
from shop as s
cross join lateral (
  select true as is_trigger, t.tgname as name, t.tgfoid as function from pg_trigger as t
  where t.tgrelid = s.oid and not t.tgisinternal and t.tgenabled <> 'D'
  union all
  select false, n.conname, d.refobjid from pg_constraint as n
  join pg_depend as d on d.classid = 'pg_constraint'::regclass and d.objid = n.oid and d.refclassid = 'pg_proc'::regclass
  where n.conrelid = s.oid and n.contype = 'c'
) as f
join pg_proc as p on p.oid = f.function and p.pronamespace <> 'pg_catalog'::regnamespace
join pg_language as l on l.oid = p.prolang and l.lanname not in ('c', 'internal')
where s.table_name <> 'sku_lot'
  and p.pronamespace::regnamespace::text not like 'shipkeeper%'
  and not exists (select from unnest(p.proconfig) as c (setting) where c.setting like 'search_path=%');
