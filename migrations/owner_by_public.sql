-- Whether a superuser would work as a role that could make public.orders_inbox only because PUBLIC may create there, as anybody could: sets
-- owner_by_public to stop, to warn, or to nothing. In a database that a superuser owns an application's role often owns the shop's tables so:
-- there it is no stop. Who was made a member of the owner has been trusted with it.
select coalesce(
  (
    select case when b.rolsuper then 'warn' else 'stop' end
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
