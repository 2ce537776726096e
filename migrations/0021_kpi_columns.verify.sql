select 'system_kpis has no column ' || c.name as finding
from unnest(array['ghost_orders_open', 'ghost_orders_backfilled', 'ghost_orders_held']) as c (name)
where not exists (
  select from pg_attribute as a
  where a.attrelid = 'public.system_kpis'::regclass and a.attname = c.name and not a.attisdropped
);
