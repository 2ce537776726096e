-- shop-lock
-- shipkeeper.daily_figure has the same figures.
alter table if exists public.system_kpis
drop column if exists ghost_orders_held,
drop column if exists ghost_orders_backfilled,
drop column if exists ghost_orders_open;
