-- Part of preflight: server, database, roles.
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
  'Run migrations/migrate roles as a role that may, or give a DBA what `roles --print` prints.'
from role, group_role as g
where g.missing is not null and not my_super and not my_createrole
union all
select
  'stop', 'no_create_on_database', current_database(),
  format(
    'The schemas %s are missing, and %s may not create them.', s.missing,
    (select string_agg(distinct n.name, ' and ') from (values (session_user::text), (owner_name::text)) as n (name))
  ),
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
where c.relname in ('orders_inbox', 'order_items_inbox', 'sku_lot', 'sync_watermark', 'system_kpis')
  and c.relkind in ('r', 'p', 'v', 'm', 'f')
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
  'warn', 'create_in_public', coalesce(m.rolname, 'PUBLIC'),
  'May create in schema public. Shipkeeper looks up no name there, but the shop''s triggers and programs do: they may call what was put there.',
  case
    when x.grantee in (0, m.oid) then format('Run: revoke create on schema public from %s.', coalesce(quote_ident(m.rolname), 'public'))
    else format('It comes with being a member of %s: see that this is meant.', x.grantee::regrole)
  end
from role
join pg_namespace as n on n.nspname = 'public'
-- Who owns a schema may create in it, whatever its list says.
cross join lateral (
  select a.grantee from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as a where a.privilege_type = 'CREATE'
  union
  select n.nspowner
) as x
left join pg_roles as m
  on x.grantee <> 0 and not m.rolsuper and m.rolname !~ '^pg_' and pg_has_role(m.oid, x.grantee, 'member')
  and not pg_has_role(m.oid, owner_id, 'member')
where x.grantee = 0 or m.oid is not null
union all
select
  :'owner_by_public', 'owner_by_public', 'public.orders_inbox',
  format('It belongs to %s, who could make it only because PUBLIC may create in schema public: `up` would work as that role.', owner_name),
  format(
    'If that is the shop''s role: grant create on schema public to %I, or connect as an ordinary role that is a member of it. Otherwise find out '
    'who made the table: what it calls would run with a superuser''s rights.', owner_name
  )
from role
where :'owner_by_public' <> ''
union all
select 'note', 'owner', 'public.orders_inbox', format('It belongs to %s: so will all that is Shipkeeper''s.', owner_name), ''
from role
where to_regclass('public.orders_inbox') is not null
union all
select 'note', 'owner', current_database(), format('The shop''s tables, and all that is Shipkeeper''s, will belong to %s, who connects.', owner_name), ''
from role
where to_regclass('public.orders_inbox') is null
union all
select
  'warn', 'publishes_everything', b.pubname, 'The publication is for all tables: Shipkeeper''s own are published as well, bodies of orders with names and addresses among them.',
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
