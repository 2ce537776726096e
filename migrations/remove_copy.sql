-- The way back in a copy that has no ledger to go by: a copy without data, or of schema public alone. Drops what is Shipkeeper's
-- by its name, in one transaction, and refuses where that would lose a row. The driver fills in objects, the query of objects.sql.
\ir own_columns.sql
select
  exists (select from pg_namespace as n where n.nspname ~ '^shipkeeper(_runner|_report|_operator)?$') as has_schema,
  exists (
    select from pg_attribute as a where a.attrelid = to_regclass('public.orders_inbox') and a.attname = 'manual_lot_override'
  ) as has_override \gset
\if :has_schema
-- What of it a copy left out is made, so that all goes the same way.
\ir ledger.sql
do $$
declare
  v_table text;
  v_has_row boolean;
begin
  for v_table in
    select c.oid::regclass::text from pg_class as c
    where c.relnamespace = 'shipkeeper'::regnamespace and c.relkind = 'r' order by c.relname
  loop
    execute format('select exists (select from %s)', v_table) into v_has_row;
    if v_has_row then
      raise exception '% holds rows: this is no copy without data.', v_table
      using hint = 'Restore the rest of its data, or empty that table. Nothing was changed.';
    end if;
  end loop;
end
$$;
insert into shipkeeper.deployed_object (kind, identity, digest, rights, server_major, obsolete)
select now.kind, now.identity, now.digest, now.rights, 0, true from (:objects) as now;
\ir drop_obsolete.sql
select format('drop table %s', string_agg(c.oid::regclass::text, ', '))
from pg_class as c
where c.relnamespace = 'shipkeeper'::regnamespace and c.relkind = 'r'
  and c.relname not in ('migration', 'deployment', 'deployed_object', 'kept_table')
having count(*) > 0 \gexec
select format('drop type %s', string_agg(t.oid::regtype::text, ', '))
from pg_type as t
left join pg_class as c on c.oid = t.typrelid
where t.typnamespace = 'shipkeeper'::regnamespace and (t.typtype in ('d', 'e') or c.relkind = 'c')
having count(*) > 0 \gexec
\ir farewell.sql
\endif
\if :has_override
do $$
begin
  if exists (select from public.orders_inbox as o where o.manual_lot_override) then
    raise exception 'Orders have a manual lot override, which would be lost.'
    using hint = 'To take it off them: update public.orders_inbox set manual_lot_override = false where manual_lot_override;';
  end if;
end
$$;
\endif
-- What a contract dropped, of which no row here says what it was: the shop's programs and the next `up` rely on it.
select
  to_regclass('public.order_items_inbox_shipkeeper_sku_idx') is not null
  and not exists (
    select from pg_index as i
    where
      i.indrelid = to_regclass('public.order_items_inbox') and i.indisunique and i.indpred is null and i.indexprs is null and i.indnkeyatts = 2
      and (
        select count(*) = 2 from pg_attribute as a
        where a.attrelid = i.indrelid and a.attnum in (i.indkey[0], i.indkey[1]) and a.attname in ('order_inbox_id', 'sku')
      )
  ) as lacks_unique \gset
\if :lacks_unique
do $$
declare
  v_named text;
begin
  select string_agg(r.order_number, ', ' order by r.id) || case when count(*) > 20 then ', ...' else '' end into v_named
  from (
    select o.id, o.order_number from public.orders_inbox as o
    where o.id in (select i.order_inbox_id from public.order_items_inbox as i group by i.order_inbox_id, i.sku having count(*) > 1)
    order by o.id limit 21
  ) as r;
  if v_named is not null then
    raise exception 'These orders hold a SKU on several lines, which the unique constraint of order_items_inbox would refuse: %.', v_named
    using hint = 'Make them one line a SKU, with the sum of the quantities, and delete the others. Nothing was changed.';
  end if;
end
$$;
alter table public.order_items_inbox add constraint order_items_inbox_order_sku_unique unique (order_inbox_id, sku);
\endif
select format('drop index public.%I', c.relname)
from pg_class as c
join pg_index as i on i.indexrelid = c.oid
where c.relname like '%\_shipkeeper\_%' and i.indrelid in (to_regclass('public.orders_inbox'), to_regclass('public.order_items_inbox')) \gexec
select format('alter table public.%I drop column if exists %I', split_part(o.name, '.', 1), split_part(o.name, '.', 2))
from unnest(:'own_columns'::text[]) as o (name)
where to_regclass('public.' || split_part(o.name, '.', 1)) is not null \gexec
select $statement$delete from public.sync_watermark where workflow_name = 'shipkeeper'$statement$
where to_regclass('public.sync_watermark') is not null \gexec
