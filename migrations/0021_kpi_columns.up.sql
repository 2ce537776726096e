-- shop-lock
-- The day's ghosts beside the shop's own figures, in rows that the shop makes. Nullable without a default: no row is rewritten.
alter table public.system_kpis
add column ghost_orders_open integer,
add column ghost_orders_backfilled integer,
add column ghost_orders_held integer;
comment on column public.system_kpis.ghost_orders_open is
'Orders without lines that Shipkeeper''s last cycle of the day left; null: none ran.';
comment on column public.system_kpis.ghost_orders_backfilled is 'Orders that Shipkeeper gave their lines on this day.';
comment on column public.system_kpis.ghost_orders_held is 'Of those left, orders that wait for a person.';
