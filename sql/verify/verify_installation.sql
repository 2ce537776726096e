create or replace function shipkeeper.verify_installation()
returns table (finding text, object text, explanation text)
language sql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
-- As the driver has it: the server words an interval in a view by it.
set intervalstyle = 'postgres'
set datestyle = 'ISO, MDY'
set quote_all_identifiers = off
as $$
  with deployed as (
    select
      d.kind || ' ' || d.identity as object,
      d.digest,
      nullif(d.rights, '')::text[] as rights,
      d.server_major,
      d.server_major = current_setting('server_version_num')::integer / 10000 as is_comparable,
      coalesce(p.oid, v.oid, t.oid) is not null as is_here,
      case
        when p.oid is not null then coalesce(p.proacl, acldefault('f', p.proowner))
        when v.oid is not null then coalesce(v.relacl, acldefault('r', v.relowner))
      end::text[] as rights_now,
      quote_ident(t.tgname) as trigger_name,
      t.tgrelid::regclass::text as table_name,
      t.tgenabled in ('D', 'R') or t.tgenabled = 'O' and n.is_always as is_off,
      n.is_always,
      -- What it is made of: as in migrations/objects.sql.
      encode(sha256(convert_to(case
        when p.oid is not null then concat_ws(E'\n', pg_get_functiondef(p.oid), p.proowner::regrole)
        when v.oid is not null then concat_ws(E'\n', pg_get_viewdef(v.oid), v.reloptions, v.relowner::regrole)
        else concat_ws(E'\n', pg_get_triggerdef(t.oid), t.tgenabled)
      end, 'UTF8')), 'hex') as digest_now
    from shipkeeper.deployed_object as d
    -- By its name as the server words it: to_regprocedure fails where a type of an argument is gone, as with a view that was dropped.
    left join pg_proc as p
      on d.kind in ('function', 'procedure') and p.pronamespace::regnamespace::text ~ '^shipkeeper' and p.oid::regprocedure::text = d.identity
    left join pg_class as v on v.oid = case d.kind when 'view' then to_regclass(d.identity) end
    left join pg_trigger as t
      on d.kind = 'trigger' and not t.tgisinternal and format('%I on %s', t.tgname, t.tgrelid::regclass) = d.identity
    -- As sql/triggers.sql makes them.
    cross join lateral (select t.tgname ~ '^shipkeeper_(status|lot)') as n (is_always)
  )
  select
    'other_server_version', 'sql/',
    format(
      'Loaded on PostgreSQL %s, and this server is %s, which words definitions and rights otherwise. Run: migrations/migrate up',
      string_agg(distinct d.server_major::text, ', '), current_setting('server_version')
    )
  from deployed as d
  where not d.is_comparable
  having count(*) > 0
  union all
  select 'object_missing', d.object, 'It was dropped by hand. Run: migrations/migrate up'
  from deployed as d
  where not d.is_here
  union all
  select
    'trigger_off', d.object,
    'It is switched off, or not on for every session: what it keeps is not kept. Run: alter table ' || d.table_name || ' enable '
    || case when d.is_always then 'always ' else '' end || 'trigger ' || d.trigger_name
  from deployed as d
  where d.is_off
  union all
  select
    'trigger_twice',
    format('trigger %I on %s', t.tgname, t.tgrelid::regclass),
    'It calls a function of Shipkeeper''s under another name: what that keeps is kept twice. Drop it.'
  from pg_trigger as t
  join pg_proc as p on p.oid = t.tgfoid and p.pronamespace = to_regnamespace('shipkeeper')
  where not t.tgisinternal
    and t.tgparentid = 0
    and not exists (select from deployed as d where d.object = format('trigger %I on %s', t.tgname, t.tgrelid::regclass))
  union all
  select 'object_changed', d.object, 'It was changed by hand. Run: migrations/migrate up --replace-changed, or keep the change in sql/'
  from deployed as d
  where d.is_here and d.is_comparable and d.digest <> d.digest_now and d.is_off is not true
  union all
  select
    'grant_missing', d.object,
    format('A right that the deployment gave was taken away: %s. Run: migrations/migrate up --reload', string_agg(r.item, ', '))
  from deployed as d
  cross join lateral unnest(d.rights) as r (item)
  -- By the letters of each role: a DBA may have given it more, and so may a newer server.
  where d.is_here and d.is_comparable
    and not exists (
      select from unnest(d.rights_now) as n (item)
      where substring(n.item from '^(.*)=') = substring(r.item from '^(.*)=')
        and translate(substring(r.item from '=([^=/]*)/'), substring(n.item from '=([^=/]*)/'), '') = ''
    )
  group by d.object
  union all
  select 'open_to_public', d.object, 'Everybody may use it. Run: migrations/migrate up --reload'
  from deployed as d
  cross join lateral unnest(d.rights_now) as r (item)
  where d.is_comparable and r.item like '=%' and r.item <> all(coalesce(d.rights, '{}'))
  union all
  select 'grant_missing', 'schema ' || n.schema, format('%s may not use it. Run: grant usage on schema %s to %1$s', n.role, n.schema)
  from (values
    ('shipkeeper_runner', 'shipkeeper_runner'), ('shipkeeper_report', 'shipkeeper_analyst'),
    ('shipkeeper_report', 'shipkeeper_operator'), ('shipkeeper_operator', 'shipkeeper_operator')
  ) as n (schema, role)
  where exists (select from deployed) and not has_schema_privilege(to_regrole(n.role), to_regnamespace(n.schema), 'usage')
  union all
  select
    'open_to_public',
    c.relkind_name || ' ' || c.name,
    format('Everybody may use it. Run: revoke all on %s %s from public', c.relkind_name, c.name)
  from (
    select 'schema' as relkind_name, n.oid::regnamespace::text as name, n.nspacl as acl
    from pg_namespace as n
    where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    union all
    select case t.relkind when 'S' then 'sequence' else 'table' end, t.oid::regclass::text, t.relacl
    from pg_class as t
    where t.relkind in ('r', 'S')
      and t.relnamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  ) as c
  where exists (select from aclexplode(c.acl) as x where x.grantee = 0)
  union all
  select
    'open_to_create', format('schema %I', n.nspname),
    format(
      '%s may create in it, and what is put there may run as %s. Run: revoke create on schema %I from %1$s', x.grantee::regrole,
      n.nspowner::regrole, n.nspname
    )
  from pg_namespace as n
  cross join lateral aclexplode(n.nspacl) as x
  where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    and x.privilege_type = 'CREATE' and x.grantee not in (0, n.nspowner)
  union all
  -- Of functions and views the owner is part of what is compared.
  select
    'other_owner', format('table %s', t.oid::regclass),
    format(
      'It belongs to %s, and the functions of %s may not use it. Run: alter table %s owner to %2$s', t.relowner::regrole, n.nspowner::regrole,
      t.oid::regclass
    )
  from pg_namespace as n
  join pg_class as t on t.relnamespace = n.oid and t.relkind = 'r' and t.relowner <> n.nspowner
  where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  union all
  select 'switch_not_read', 'public.workflow_controls', s.problem || ': no cycle starts'
  from (select shipkeeper.switch_problem() as problem) as s
  where s.problem is not null
  union all
  select 'role_missing', n.name, 'Run: migrations/migrate roles'
  from (values ('shipkeeper_runner'), ('shipkeeper_analyst'), ('shipkeeper_operator')) as n (name)
  where to_regrole(n.name) is null
  union all
  select
    'invalid_index',
    i.indexrelid::regclass::text,
    'A concurrent build was broken off. Run: migrations/migrate up; where that has nothing to do: reindex index concurrently ..., '
    'or drop it if its name ends in _ccnew or _ccold.'
  from pg_index as i
  join pg_class as c on c.oid = i.indrelid
  where (
      c.relnamespace = to_regnamespace('shipkeeper')
      or c.oid in (to_regclass('public.orders_inbox'), to_regclass('public.order_items_inbox'), to_regclass('public.sku_lot'))
    )
    and not (i.indisvalid and i.indisready)
    and not exists (select from pg_stat_progress_create_index as p where p.index_relid = i.indexrelid)
  union all
  select
    'never_loaded', 'sql/',
    'A migration was applied and the functions were not loaded since. Run: migrations/migrate up'
  from shipkeeper.deployment as d
  where d.install_digest is null
$$;
comment on function shipkeeper.verify_installation() is
'One row per difference between what was deployed and what stands. Findings: other_server_version, object_missing, '
'trigger_off, object_changed, grant_missing, open_to_public, open_to_create, other_owner, switch_not_read, role_missing, invalid_index, '
'never_loaded.';
revoke all on function shipkeeper.verify_installation() from public;
