-- Indexes on the tables of the shop and of Shipkeeper that PostgreSQL does not use: a concurrent build was broken off.
select format('index %s on %s is invalid', i.indexrelid::regclass, i.indrelid::regclass)
from pg_index as i
join pg_class as c on c.oid = i.indrelid
where
  (
    c.relnamespace = to_regnamespace('shipkeeper')
    or c.oid in (to_regclass('public.orders_inbox'), to_regclass('public.order_items_inbox'), to_regclass('public.sku_lot'))
  )
  and not (i.indisvalid and i.indisready)
  and not exists (select from pg_stat_progress_create_index as p where p.index_relid = i.indexrelid)
order by 1;
