-- The four schemas and the ledger of deployments. migrations/migrate runs this file in one transaction, as the connecting
-- role; from `set role` on it works as the owner of the shop's tables. Running it again changes nothing.

do $$
declare
  v_owner text := coalesce(
    (select c.relowner::regrole::text from pg_class as c where c.oid = to_regclass('public.orders_inbox')),
    quote_ident(current_user));
  v_schema text;
  v_made text[] := '{}';
  v_grantee text;
begin
  if getdatabaseencoding() <> 'UTF8' then
    raise exception 'The encoding of this database is %: Shipkeeper needs UTF8. Nothing was changed.', getdatabaseencoding();
  end if;
  -- Either of the two may be the one that is allowed to create schemas here.
  if not has_database_privilege(current_user, current_database(), 'create') then
    execute format('set local role %s', v_owner);
  end if;
  foreach v_schema in array array['shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'] loop
    if to_regnamespace(v_schema) is null then
      execute format('create schema %I authorization %s', v_schema, v_owner);
      v_made := v_made || v_schema;
    end if;
  end loop;
  execute format('set local role %s', v_owner);
  -- What default privileges gave: whoever may not use a schema can reach nothing in it.
  for v_schema, v_grantee in
    select distinct n.nspname::text, case x.grantee when 0 then 'public' else x.grantee::regrole::text end
    from pg_namespace as n
    cross join aclexplode(n.nspacl) as x
    where n.nspname = any (v_made) and x.grantee <> n.nspowner
  loop
    execute format('revoke all on schema %I from %s', v_schema, v_grantee);
  end loop;
end
$$;

comment on schema shipkeeper is 'Shipkeeper: own tables and internal functions';
comment on schema shipkeeper_runner is 'Shipkeeper: the functions that the runner calls';
comment on schema shipkeeper_report is 'Shipkeeper: views for analysts';
comment on schema shipkeeper_operator is 'Shipkeeper: functions for operators';

create table if not exists shipkeeper.migration (
  name text primary key,
  up_digest text not null,
  down_sql text not null,
  no_transaction boolean not null,
  shop_lock boolean not null,
  applied_at timestamp with time zone not null default clock_timestamp(),
  applied_by name not null default session_user,
  driver_version text not null
);
comment on table shipkeeper.migration is 'Migrations that stand in this database, one row each';
comment on column shipkeeper.migration.name is 'file name without .up.sql';
comment on column shipkeeper.migration.up_digest is 'sha256 of the up file as it ran';
comment on column shipkeeper.migration.down_sql is 'whole text of the down script as it was when the up file ran; this is what a way down runs';
comment on column shipkeeper.migration.no_transaction is 'the up file ran outside a transaction';
comment on column shipkeeper.migration.shop_lock is 'the up file took a strong lock on a table of the shop';
comment on column shipkeeper.migration.applied_at is 'when it ran';
comment on column shipkeeper.migration.applied_by is 'role that was connected';
comment on column shipkeeper.migration.driver_version is 'version of migrations/migrate that ran it';

create table if not exists shipkeeper.deployment (
  only_row boolean primary key default true check (only_row),
  ledger_digest text not null,
  install_digest text,
  installed_at timestamp with time zone,
  installed_by name,
  driver_version text
);
comment on table shipkeeper.deployment is 'What was loaded last, one row';
comment on column shipkeeper.deployment.only_row is 'always true: there is one row';
comment on column shipkeeper.deployment.ledger_digest is 'sha256 of migrations/ledger.sql as it ran';
comment on column shipkeeper.deployment.install_digest is 'sha256 of the whole text of sql/; null: it must be loaded again';
comment on column shipkeeper.deployment.installed_at is 'when sql/ was loaded';
comment on column shipkeeper.deployment.installed_by is 'role that was connected then';
comment on column shipkeeper.deployment.driver_version is 'version of migrations/migrate that loaded it';

create table if not exists shipkeeper.deployed_object (
  kind text not null check (kind in ('function', 'procedure', 'view', 'trigger')),
  identity text not null,
  digest text not null,
  rights text not null,
  server_major integer not null,
  obsolete boolean not null default false,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  primary key (kind, identity)
);
comment on table shipkeeper.deployed_object is 'Functions, views and triggers that a deployment put here, so that a change by hand shows';
comment on column shipkeeper.deployed_object.kind is 'function, procedure, view or trigger';
comment on column shipkeeper.deployed_object.identity is 'qualified name; argument types of a function; table of a trigger';
comment on column shipkeeper.deployed_object.digest is 'sha256 of definition, attributes and owner';
comment on column shipkeeper.deployed_object.rights is 'access privileges after the deployment, as the catalog holds them';
comment on column shipkeeper.deployed_object.server_major is 'server version of the digest: another one may word a definition otherwise';
comment on column shipkeeper.deployed_object.obsolete is 'to be dropped by the running transaction; never true when it ended';
comment on column shipkeeper.deployed_object.recorded_at is 'when the digest was taken';

create table if not exists shipkeeper.kept_table (
  table_name text primary key,
  why text not null,
  migration text not null
);
comment on table shipkeeper.kept_table is 'Audits and archives: with rows in them, a way down needs --export';
comment on column shipkeeper.kept_table.table_name is 'qualified name';
comment on column shipkeeper.kept_table.why is 'what would be lost with it, for the sentence that refuses';
comment on column shipkeeper.kept_table.migration is 'name of the migration whose down script drops the table';
