-- What stands in the way of Shipkeeper in this database. Reads only, changes nothing, shows no personal data.
-- One row a finding: severity (stop: `up` or the runner would fail; warn: works, read it; note: good to know), code, object,
-- finding, remedy. migrations/migrate preflight prints the rows; `psql -X -f migrations/preflight.sql` works as well.
begin isolation level repeatable read read only;
set local standard_conforming_strings = on;
set local search_path = pg_catalog, pg_temp;

-- The tables are read as their owner, where this role may.
select format('set local role %s', c.relowner::regrole)
from pg_class as c
where
  c.oid = to_regclass('public.orders_inbox')
  and pg_has_role(
    session_user, c.relowner, case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end
  ) \gexec

-- Only asking tells.
do $$
begin
  perform '<p/>'::xml;
exception
  when feature_not_supported then
    perform set_config('shipkeeper.server_has_no_xml', 'yes', true);
end
$$;

-- Server, database, roles
with setting as (
  select
    current_setting('server_version_num')::integer as version,
    coalesce(
      (select c.relowner from pg_class as c where c.oid = to_regclass('public.orders_inbox')),
      (select r.oid from pg_roles as r where r.rolname = session_user)
    ) as owner_id
),
role as (
  select s.*, o.rolname as owner_name, o.rolsuper as owner_super, m.rolsuper as my_super, m.rolcreaterole as my_createrole
  from setting as s
  join pg_roles as o on o.oid = s.owner_id
  join pg_roles as m on m.rolname = session_user
),
group_role as (
  select string_agg(n.name, ', ') as missing
  from (values ('shipkeeper_runner'), ('shipkeeper_analyst'), ('shipkeeper_operator')) as n (name)
  where to_regrole(n.name) is null
),
own_schema as (
  select
    string_agg(n.name, ', ') filter (where to_regnamespace(n.name) is null) as missing,
    string_agg(n.name, ', ') filter (where to_regnamespace(n.name) is not null) as present
  from (values ('shipkeeper'), ('shipkeeper_runner'), ('shipkeeper_report'), ('shipkeeper_operator')) as n (name)
)
select
  'stop' as severity, 'server_version' as code, 'server' as object,
  format('The server is PostgreSQL %s.', current_setting('server_version')) as finding,
  'Shipkeeper needs PostgreSQL 15 or later.' as remedy
from role where version < 150000
union all
select
  'stop', 'standby', 'server', 'This server is a standby: nothing can be written here.',
  'Connect to the primary, for example with target_session_attrs=read-write.'
where pg_is_in_recovery()
union all
select
  'stop', 'encoding', current_database(), format('The encoding of the database is %s.', getdatabaseencoding()),
  'Shipkeeper stores text of all languages: it needs a database with encoding UTF8.'
where getdatabaseencoding() <> 'UTF8'
union all
select
  'stop', 'no_plpgsql', current_database(), 'The language plpgsql is not there.', 'Run: create extension plpgsql.'
where not exists (select from pg_language as l where l.lanname = 'plpgsql')
union all
select
  'stop', 'createrole_absent', session_user,
  format('The roles %s are missing, and %s may not create roles.', g.missing, session_user),
  'Give a DBA what `migrations/migrate roles --print` prints.'
from role, group_role as g
where g.missing is not null and not my_super and not my_createrole
union all
select
  'stop', 'no_create_on_database', current_database(),
  format('The schemas %s are missing, and neither %s nor %s may create them.', s.missing, session_user, owner_name),
  format('Run: grant create on database %I to %I.', current_database(), owner_name)
from role, own_schema as s
where
  s.missing is not null
  and not has_database_privilege(session_user, current_database(), 'create')
  and not has_database_privilege(owner_id, current_database(), 'create')
union all
select
  'stop', 'no_create_on_schema', 'public',
  format('%s may not create in schema public: PostgreSQL asks for that even to add an index to its own table.', owner_name),
  format('Run: grant create on schema public to %I.', owner_name)
from role
where to_regnamespace('public') is not null and not has_schema_privilege(owner_id, 'public', 'create')
union all
select
  'stop', 'schema_taken', s.present, 'A schema of this name is here already, and not from a deployment of Shipkeeper.',
  'Rename it, or find out what made it.'
from own_schema as s
where
  s.present is not null
  and not exists (
    select from pg_class as c where c.relnamespace = to_regnamespace('shipkeeper') and c.relname = 'deployed_object'
  )
union all
select
  'stop', 'tables_elsewhere', c.oid::regclass::text, format('A table %s stands in schema %s, and none in public.', c.relname, n.nspname),
  '`up` would make an empty one beside it, which programs may find first: Shipkeeper works on tables in schema public.'
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where c.relname in ('orders_inbox', 'order_items_inbox') and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname <> 'public' and n.nspname !~ '^pg_' and to_regclass('public.' || c.relname) is null
union all
select
  'warn', 'default_privileges', owner_name,
  format('What %s makes in any schema is granted by default: %s.', owner_name, string_agg(d.defaclacl::text, ' ')),
  'Who is named there, and PUBLIC, gets these rights on Shipkeeper''s objects too: take them away before `up`, or in the schemas after it.'
from role
join pg_default_acl as d on d.defaclrole = owner_id and d.defaclnamespace = 0
where exists (
  select from aclexplode(d.defaclacl) as x
  where x.grantee <> owner_id and not (x.grantee = 0 and d.defaclobjtype in ('f', 'T'))
)
group by owner_name
union all
select
  'warn', 'event_trigger', e.evtname, format('It calls %s, which has no search_path of its own.', e.evtfoid::regprocedure),
  'It will run under pg_catalog, pg_temp: if it names tables without their schema, `up` fails. Run: alter function ... set search_path.'
from pg_event_trigger as e
join pg_proc as p on p.oid = e.evtfoid
where e.evtenabled in ('O', 'A') and not exists (select from unnest(p.proconfig) as s (setting) where s.setting like 'search_path=%')
union all
select
  'warn', 'publishes_everything', b.pubname, 'The publication is for all tables: Shipkeeper''s own are published as well.',
  'Subscribers fail at the first row of a table that they lack: make the schemas there first, or publish the shop''s tables by name.'
from pg_publication as b where b.puballtables
union all
select
  'warn', 'no_xml', 'server', 'This server was built without XML: the status page cannot be made.', 'Everything else works.'
where current_setting('shipkeeper.server_has_no_xml', true) = 'yes'
union all
select
  'warn', 'owner_superuser', owner_name,
  'Our objects will belong to a superuser, and functions for other roles will run with all its rights.',
  'Let an ordinary role own the shop''s tables, or connect as one where there are none yet.'
from role where owner_super
union all
select
  'note', 'time_zone', current_database(),
  format('TimeZone is %s for this role: the shop''s columns without a zone are read in it.', current_setting('TimeZone')),
  'If the shop''s programs write in another one, set TimeZone for the first `up`, or the setting shop_time_zone later.'
union all
select
  'note', 'extensions', string_agg(e.extname, ', ' order by e.extname), 'These extensions are here; Shipkeeper needs none of them.',
  ''
from pg_extension as e
where e.extname <> 'plpgsql'
having count(*) > 0;

-- Tables
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
    case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end as becoming
  from wanted as w
  join pg_class as c on c.oid = w.oid
)
select
  'note' as severity, 'no_shop' as code, 'public' as object, 'None of the shop''s tables is here.' as finding,
  '`up` creates them.' as remedy
where not exists (select from shop)
union all
select
  case when w.needed then 'stop' else 'note' end, 'missing_table', w.object, 'The table is missing, while others of the shop are here.',
  case
    when w.needed then 'Find out where the shop keeps it: orders and their lines are one shop.' else '`up` creates it.'
  end
from wanted as w
where w.oid is null and exists (select from shop)
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
    else format('Run: grant %s to %I.', s.relowner::regrole, session_user)
  end
from shop as s where not pg_has_role(session_user, s.relowner, s.becoming)
union all
select
  'stop', 'owners_differ', s.object, format('The table belongs to %s, orders_inbox to %s.', s.relowner::regrole, s.main_owner::regrole),
  format('Run: alter table %s owner to %s.', s.object, s.main_owner::regrole)
from shop as s where s.relowner <> s.main_owner
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
  and a.attname in (
    'shipstation_order_item_id', 'shipstation_line_item_key', 'manual_lot_override', 'manual_lot_override_reason',
    'manual_lot_override_by', 'manual_lot_override_at', 'ghost_orders_open', 'ghost_orders_backfilled', 'ghost_orders_held'
  )
union all
select
  'note', 'foreign_trigger', s.object, format('The trigger %s calls %s for what Shipkeeper writes too.', t.tgname, t.tgfoid::regproc),
  'See that it does no harm when lines, total_items and status are written.'
from shop as s
join pg_trigger as t on t.tgrelid = s.oid and not t.tgisinternal
join pg_proc as p on p.oid = t.tgfoid
where p.pronamespace::regnamespace::text not like 'shipkeeper%';

-- Columns. needed: Shipkeeper reads or writes it.
with expected (table_name, column_name, type_names, needed) as (
  values
  ('orders_inbox', 'id', 'integer, bigint', true), ('orders_inbox', 'order_number', 'text, character varying', true),
  ('orders_inbox', 'order_date', 'date', true), ('orders_inbox', 'customer_email', 'text, character varying', false),
  ('orders_inbox', 'status', 'text, character varying', true), ('orders_inbox', 'shipstation_order_id', 'text', true),
  ('orders_inbox', 'total_items', 'integer', true), ('orders_inbox', 'total_amount_cents', 'integer, bigint', false),
  ('orders_inbox', 'source_system', 'text, character varying', false),
  ('orders_inbox', 'created_at', 'timestamp without time zone', true),
  ('orders_inbox', 'updated_at', 'timestamp without time zone', true), ('orders_inbox', 'failure_reason', 'text', false),
  ('orders_inbox', 'is_flagged', 'boolean', false), ('orders_inbox', 'flag_reason', 'character varying, text', false),
  ('orders_inbox', 'notes', 'text', false), ('orders_inbox', 'tracking_number', 'text', false),
  ('orders_inbox', 'tracking_status', 'character varying, text', false),
  ('orders_inbox', 'shipping_carrier_code', 'text', false), ('orders_inbox', 'shipping_carrier_id', 'text', false),
  ('orders_inbox', 'shipping_service_code', 'text', false), ('orders_inbox', 'shipping_service_name', 'text', false),
  ('order_items_inbox', 'id', 'integer, bigint', true), ('order_items_inbox', 'order_inbox_id', 'integer, bigint', true),
  ('order_items_inbox', 'sku', 'text, character varying', true), ('order_items_inbox', 'sku_lot', 'text, character varying', true),
  ('order_items_inbox', 'quantity', 'integer', true), ('order_items_inbox', 'unit_price_cents', 'integer', true),
  ('sku_lot', 'sku', 'text, character varying', true), ('sku_lot', 'lot', 'text, character varying', true),
  ('sku_lot', 'active', 'integer', true), ('sku_lot', 'created_at', 'text', false), ('sku_lot', 'updated_at', 'text', false),
  ('sync_watermark', 'workflow_name', 'text, character varying', true), ('sync_watermark', 'last_sync_timestamp', 'text', true),
  ('sync_watermark', 'updated_at', 'text', false),
  ('system_kpis', 'snapshot_date', 'text', true), ('system_kpis', 'orders_today', 'integer', true),
  ('system_kpis', 'shipments_sent', 'integer', true), ('system_kpis', 'pending_uploads', 'integer', true),
  ('system_kpis', 'system_status', 'text', true), ('system_kpis', 'total_revenue_cents', 'integer', false),
  ('workflow_controls', 'workflow_name', 'text, character varying', true), ('workflow_controls', 'enabled', 'boolean', true)
  union all
  select 'orders_inbox', p.prefix || c.suffix, 'text, character varying', false
  from (values ('ship_'), ('bill_')) as p (prefix)
  cross join
    (values ('name'), ('company'), ('street1'), ('street2'), ('city'), ('state'), ('postal_code'), ('country'), ('phone'))
    as c (suffix)
),
found as (
  select
    e.table_name, e.column_name, e.needed, e.type_names, format('public.%s.%s', e.table_name, e.column_name) as object,
    a.attnum, t.typtype, format_type(a.atttypid, null) as type_name
  from expected as e
  join pg_class as c on c.oid = to_regclass('public.' || e.table_name)
  left join pg_attribute as a on a.attrelid = c.oid and a.attname = e.column_name and not a.attisdropped
  left join pg_type as t on t.oid = a.atttypid
)
select
  case when f.needed then 'stop' else 'note' end as severity, 'missing_column' as code, f.object,
  'The column is missing.' as finding,
  case when f.needed then 'Add it: ' || f.type_names || '.' else 'Shipkeeper does without it.' end as remedy
from found as f where f.attnum is null
union all
select
  'stop', case f.typtype when 'e' then 'status_enum' else 'status_domain' end, f.object,
  format('Status is of type %s: a status of ShipStation''s cannot be added there by a constraint of the table.', f.type_name),
  'Make it text with a CHECK: alter table ... alter column status type text.'
from found as f where f.table_name = 'orders_inbox' and f.column_name = 'status' and f.typtype in ('e', 'd')
union all
select
  case when f.needed then 'stop' else 'warn' end, 'column_type', f.object,
  format('The column is of type %s; expected: %s.', f.type_name, f.type_names),
  case when f.needed then 'Change the type.' else 'Shipkeeper does not use it today; a later release may.' end
from found as f
where
  f.attnum is not null and f.type_name <> all (string_to_array(f.type_names, ', '))
  and not (f.table_name = 'orders_inbox' and f.column_name = 'status' and f.typtype in ('e', 'd'))
union all
select
  -- Without new lines no ghost can be healed; without new headers all but sync_mode full works.
  case e.name when 'order_items_inbox' then 'stop' else 'warn' end, 'column_not_null', format('public.%s.%s', e.name, a.attname),
  'The column must be filled, has no default, and Shipkeeper does not know it: it could not add a row.',
  'Give the column a default.'
from (values ('orders_inbox'), ('order_items_inbox')) as e (name)
join pg_attribute as a on a.attrelid = to_regclass('public.' || e.name) and a.attnum > 0 and not a.attisdropped
where
  a.attnotnull and not a.atthasdef and a.attidentity = ''
  and a.attname not in ('order_number', 'order_date', 'status', 'order_inbox_id', 'sku', 'quantity');

-- The lines' unique, foreign key and indexes
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

-- What is in the tables. Only where this role may read them and the columns are there.
select
  coalesce(has_table_privilege(to_regclass('public.orders_inbox'), 'select'), false)
  and count(*) filter (where a.attrelid = to_regclass('public.orders_inbox')) = 2 as reads_orders,
  coalesce(has_table_privilege(to_regclass('public.order_items_inbox'), 'select'), false)
  and count(*) filter (where a.attrelid = to_regclass('public.order_items_inbox')) = 1 as reads_items
from pg_attribute as a
where
  not a.attisdropped
  and (
    a.attname = 'id' and a.atttypid in ('integer'::regtype, 'bigint'::regtype)
    or a.attname = 'shipstation_order_id' and a.attrelid = to_regclass('public.orders_inbox')
  ) \gset

\if :reads_orders
with malformed as (
  select o.id from public.orders_inbox as o
  where o.shipstation_order_id::text <> '' and o.shipstation_order_id::text !~ '^[1-9][0-9]{0,18}$'
)
select
  'warn' as severity, 'malformed_id' as code, 'public.orders_inbox' as object,
  format(
    '%s orders have a ShipStation id that is none (orders_inbox.id %s).', count(*),
    (select string_agg(f.id::text, ', ' order by f.id) from (select m.id from malformed as m order by m.id limit 5) as f)
  ) as finding,
  'They are held until the id is corrected.' as remedy
from malformed
having count(*) > 0;

select
  'warn' as severity, 'shared_id' as code, 'public.orders_inbox' as object,
  format('%s ShipStation ids are shared by several orders, %s orders in all.', count(*), sum(s.orders)) as finding,
  'These orders are held until one of them keeps the id.' as remedy
from (
  select count(*) as orders from public.orders_inbox as o
  where o.shipstation_order_id::text <> ''
  group by o.shipstation_order_id having count(*) > 1
) as s
having count(*) > 0;

select
  'warn' as severity, 'ids_run_out' as code, 'public.orders_inbox.id' as object,
  format('The highest id is %s, of 2147483647 that an integer can hold.', max(o.id)) as finding,
  'Plan the change to bigint.' as remedy
from public.orders_inbox as o
having max(o.id) > 1700000000
and (select a.atttypid = 'integer'::regtype from pg_attribute as a
     where a.attrelid = 'public.orders_inbox'::regclass and a.attname = 'id');
\endif

\if :reads_items
select
  'warn' as severity, 'ids_run_out' as code, 'public.order_items_inbox.id' as object,
  format('The highest id is %s, of 2147483647 that an integer can hold.', max(i.id)) as finding,
  'Plan the change to bigint.' as remedy
from public.order_items_inbox as i
having max(i.id) > 1700000000
and (select a.atttypid = 'integer'::regtype from pg_attribute as a
     where a.attrelid = 'public.order_items_inbox'::regclass and a.attname = 'id');
\endif

select
  'warn' as severity, 'ids_run_out' as code, format('%s.%s', s.schemaname, s.sequencename) as object,
  format('The sequence stands at %s of %s.', s.last_value, s.max_value) as finding,
  'Plan the change to bigint.' as remedy
from pg_sequences as s
where
  s.last_value > s.max_value / 10 * 8
  and exists (
    select from pg_depend as d
    where
      d.classid = 'pg_class'::regclass and d.objid = to_regclass(format('%I.%I', s.schemaname, s.sequencename))
      and d.deptype in ('a', 'i')
      and d.refobjid in (to_regclass('public.orders_inbox'), to_regclass('public.order_items_inbox'))
  );

select
  'warn' as severity, 'not_read' as code, format('public.%s', n.name) as object,
  format('%s may not read this table, so what is in it was not looked at.', current_user) as finding,
  'Run preflight as a role that can become the owner.' as remedy
from (values ('orders_inbox'), ('order_items_inbox')) as n (name)
where to_regclass('public.' || n.name) is not null
and not has_table_privilege(to_regclass('public.' || n.name), 'select');
commit;
