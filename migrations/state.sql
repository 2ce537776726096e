-- What the driver wants to know before it does anything: one row a fact, its kind first. Read only.
select 'who', session_user, current_user, current_database(), r.rolsuper, coalesce(host(inet_server_addr()), 'local socket')
from pg_roles as r
where r.rolname = current_user;
\ir copies.sql
select 'copy', :'copy_kind', :'copy_problem' where :'is_copy';
select 'role missing', n.name
from (values ('shipkeeper_runner'), ('shipkeeper_analyst'), ('shipkeeper_operator')) as n (name)
where to_regrole(n.name) is null;
select
  bool_and(to_regclass('shipkeeper.' || n.name) is not null) as has_ledger,
  to_regclass('shipkeeper.created_table') is not null as has_created
from unnest(array['deployment', 'migration', 'deployed_object', 'kept_table']) as n (name) \gset
-- Tables that a migration did not make: its own bear its mark. Of names that a migration's header can hold: anybody may have made a table, and the name of one
-- could be read as other rows than this.
\if :has_created
select 'of the shop', 'public.' || c.relname from pg_class as c
where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p') and c.relname ~ '^[a-z0-9_]+$'
  and not exists (
    select from shipkeeper.created_table as t
    where t.table_name = c.relname and obj_description(c.oid, 'pg_class') like '% Made by Shipkeeper.'
  );
\else
select 'of the shop', 'public.' || c.relname from pg_class as c
where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p') and c.relname ~ '^[a-z0-9_]+$';
\endif
\if :has_ledger
select
  'migration', name, up_digest, encode(sha256(convert_to(down_sql, 'UTF8')), 'hex'),
  to_char(applied_at, 'YYYY-MM-DD HH24:MI'), applied_by
from shipkeeper.migration
order by name collate "C";
select 'ledger', ledger_digest, install_digest, to_char(installed_at, 'YYYY-MM-DD HH24:MI'), installed_by
from shipkeeper.deployment;
with now as (:objects),
compared as (
  select
    coalesce(d.kind, now.kind) as kind,
    coalesce(d.identity, now.identity) as identity,
    case
      when d.kind is null then 'not deployed from sql/'
      when now.kind is null then 'absent'
      when d.server_major <> current_setting('server_version_num')::integer / 10000 then 'other server version'
      when d.digest <> now.digest then 'changed by hand'
      -- A DBA may grant more; what a deployment granted must stand, and PUBLIC must not come in.
      when exists (
        select from unnest(nullif(d.rights, '')::text[]) as r (item)
        where not exists (
          select from unnest(nullif(now.rights, '')::text[]) as n (item)
          where substring(n.item from '^(.*)=') = substring(r.item from '^(.*)=')
            and translate(substring(r.item from '=([^=/]*)/'), substring(n.item from '=([^=/]*)/'), '') = ''
        )
      ) then 'rights taken away by hand'
      when exists (
        select from unnest(nullif(now.rights, '')::text[]) as r (item)
        where r.item like '=%' and r.item <> all (coalesce(nullif(d.rights, '')::text[], '{}'))
      ) then 'opened to PUBLIC by hand'
      else 'as deployed'
    end as state
  from shipkeeper.deployed_object as d
  full join now using (kind, identity)
)
select 'object', state, kind, identity from compared order by kind, identity;
select 'kept', migration, to_regclass(table_name) from shipkeeper.kept_table where to_regclass(table_name) is not null order by table_name;
\endif
