-- Whether this role cannot become the one that all of ours belongs to, or will: sets out_of_reach, a sentence, empty where it can. Asked of
-- the catalog alone: nobody else could read our tables.
select coalesce(
  (
    select format(
      '%s belongs to %s, and %s cannot become that role%s', case when s.oid is null then 'Table public.orders_inbox' else 'Schema shipkeeper' end,
      r.rolname, session_user,
      case
        when not r.rolsuper then format(
          '. Connect as %s; or, if %s is a DBA, let it become that role: grant %I to %2$I%4$s.',
          case
            when r.rolcanlogin then r.rolname
            else 'a member of ' || r.rolname || coalesce(
              (
                select format(' (%s)', string_agg(m.rolname, ', ' order by m.rolname))
                from pg_auth_members as a
                join pg_roles as m on m.oid = a.member
                where a.roleid = r.oid and m.rolcanlogin
              ), ''
            )
          end, session_user, r.rolname,
          -- Without these words a membership that is there keeps what it lacks.
          case when current_setting('server_version_num')::integer < 160000 then '' else ' with set true' end
        )
        when s.oid is null then '. Let an ordinary role own the shop''s tables.'
        else format(
          ', as in a copy that a superuser restored with --no-owner: restore it with its owners, or connect as %s and run '
          '`migrations/migrate up --replace-changed`.', r.rolname
        )
      end
    )
    from (values (to_regnamespace('shipkeeper'), to_regclass('public.orders_inbox'))) as here (schema, orders)
    left join pg_namespace as s
      on s.oid = here.schema
      -- One that is not from a deployment of ours is told of by preflight.
      and exists (select from pg_class as t where t.relnamespace = s.oid and t.relname = 'deployed_object')
    left join pg_class as c on c.oid = here.orders
    join pg_roles as r on r.oid = coalesce(s.nspowner, c.relowner)
    where not pg_has_role(
      session_user, r.oid, case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end
    )
  ),
  ''
) as out_of_reach \gset
