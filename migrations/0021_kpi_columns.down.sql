-- shop-lock
-- shipkeeper.daily_figure has the same figures.
alter table public.system_kpis
drop column ghost_orders_held,
drop column ghost_orders_backfilled,
drop column ghost_orders_open;
