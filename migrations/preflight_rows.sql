-- Part of preflight: what is in the tables. Only where this role may read them and the columns are there.
-- To read a table may run what its owner wrote, with all that whoever asks may do: a view, a forced policy, a cast of another type; even the
-- condition of an index, as the query is planned.
select
  coalesce(has_table_privilege(to_regclass('public.orders_inbox'), 'select'), false)
  and count(*) filter (where a.attrelid = to_regclass('public.orders_inbox')) = 2 as reads_orders,
  coalesce(has_table_privilege(to_regclass('public.order_items_inbox'), 'select'), false)
  and count(*) filter (where a.attrelid = to_regclass('public.order_items_inbox')) = 1 as reads_items
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid and c.relkind = 'r' and not c.relforcerowsecurity
where
  :'owner_by_public' = ''
  and c.relowner = (select o.relowner from pg_class as o where o.oid = to_regclass('public.orders_inbox'))
  and not a.attisdropped
  and (
    a.attname = 'id' and a.atttypid in ('integer'::regtype, 'bigint'::regtype)
    or a.attname = 'shipstation_order_id' and a.attrelid = to_regclass('public.orders_inbox')
    and exists (select from pg_type as t where t.oid = a.atttypid and t.typnamespace = 'pg_catalog'::regnamespace)
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
  case
    when :'owner_by_public' = '' then format('%s may not read this table, so what is in it was not looked at.', current_user)
    else 'What is in it was not looked at: that may run what its owner wrote, with a superuser''s rights.'
  end as finding,
  'Run preflight as an ordinary role that can become the owner.' as remedy
from (values ('orders_inbox'), ('order_items_inbox')) as n (name)
where to_regclass('public.' || n.name) is not null
and (:'owner_by_public' <> '' or not has_table_privilege(to_regclass('public.' || n.name), 'select'));
