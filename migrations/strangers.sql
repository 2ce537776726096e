-- Whether a schema with one of our names is somebody else's: sets stranger, a sentence, empty where none is. Asked of the catalog
-- alone, before anything in these schemas is named: what a stranger put there would run as whoever asks.
select coalesce(
  (
    select format(
      'Schema %I belongs to %s, who owns neither public.orders_inbox nor this database: nothing in it was looked at. Where that role owned '
      'the shop''s tables before, give them back to it, or Shipkeeper''s objects to their owner (reassign owned). Otherwise find out what '
      'made the schema, and drop it.', n.nspname, r.rolname
    )
    from pg_namespace as n
    join pg_roles as r on r.oid = n.nspowner
    where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
      and not r.rolsuper
      and r.rolname not in (session_user, current_user)
      and r.oid not in (
        select d.datdba from pg_database as d where d.datname = current_database()
        union all
        select c.relowner from pg_class as c
        join pg_namespace as s on s.oid = c.relnamespace
        where s.nspname = 'public' and c.relname = 'orders_inbox'
      )
    order by n.nspname
    limit 1
  ),
  ''
) as stranger \gset
