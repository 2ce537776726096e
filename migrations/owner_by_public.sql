-- Whether a superuser would work as a role that could make public.orders_inbox only because PUBLIC may create there, as anybody could: sets
-- owner_by_public to stop, or to nothing. What such a table's checks and indexes call would run with all that a superuser may do. Who was made
-- a member of the owner has been trusted with it.
select coalesce(
  (
    select 'stop'
    from pg_class as c
    join pg_roles as o on o.oid = c.relowner and not o.rolsuper
    join pg_roles as m on m.rolname = session_user and m.rolsuper
    join pg_database as d on d.datname = current_database() and d.datdba <> o.oid
    join pg_roles as b on b.oid = d.datdba
    join pg_namespace as n on n.oid = c.relnamespace
    where
      c.oid = to_regclass('public.orders_inbox')
      and (b.rolsuper or not pg_has_role(o.oid, b.oid, 'member') and not pg_has_role(b.oid, o.oid, 'member'))
      and has_schema_privilege('public', n.oid, 'create')
      and not pg_has_role(o.oid, n.nspowner, 'usage')
      and not exists (
        select from aclexplode(n.nspacl) as a
        where a.privilege_type = 'CREATE' and a.grantee <> 0 and pg_has_role(o.oid, a.grantee, 'usage')
      )
  ),
  ''
) as owner_by_public \gset
