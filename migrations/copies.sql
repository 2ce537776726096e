-- Whether this database is a copy that lacks something of a deployment, or its owner changed: sets is_copy, copy_kind and
-- copy_problem, a sentence that says what to run. Asked as the owner of schema shipkeeper, where this role may be that.
\ir own_columns.sql
select format('set local role %s', n.nspowner::regrole)
from pg_namespace as n
where
  n.nspname = 'shipkeeper'
  and pg_has_role(
    session_user, n.nspowner, case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end
  ) \gexec
select exists (
  select from pg_proc as p
  join pg_namespace as n on n.oid = p.pronamespace
  where n.nspname = 'shipkeeper' and p.proname = 'copy_problem' and has_schema_privilege(n.oid, 'usage')
    and has_function_privilege(p.oid, 'execute')
) as is_loaded \gset
\if :is_loaded
select coalesce(c.kind, '') as copy_kind, coalesce(c.problem, '') as copy_problem from shipkeeper.copy_problem() as c \gset
\else
-- Before sql/ is loaded, and where the four schemas are not.
select
  case when found.is_copy then 'public_alone' else '' end as copy_kind,
  case when found.is_copy then
    format(
      'This is a copy of schema public alone: of Shipkeeper''s %s are here, and schema shipkeeper is not. Restore its four schemas, too, or '
      'take the rest out of this copy with `migrations/migrate down --all`, which drops these, and then run `migrations/migrate up`.',
      found.what
    )
  else '' end as copy_problem
from (
  select
    not exists (select from pg_namespace as n where n.nspname = 'shipkeeper')
    and (bool_or(o.is_index) or count(*) = cardinality(:'own_columns'::text[])) as is_copy,
    string_agg(o.name, ', ' order by o.name) as what
  from (
    select c.relname::text as name, true as is_index from pg_index as i
    join pg_class as c on c.oid = i.indexrelid
    where i.indrelid in (to_regclass('public.orders_inbox'), to_regclass('public.order_items_inbox')) and c.relname like '%\_shipkeeper\_%'
    union all
    select n.name, false from unnest(:'own_columns'::text[]) as n (name)
    join pg_attribute as a
      on a.attrelid = to_regclass('public.' || split_part(n.name, '.', 1)) and a.attname = split_part(n.name, '.', 2) and not a.attisdropped
  ) as o
) as found \gset
\endif
select :'copy_kind' <> '' as is_copy \gset
