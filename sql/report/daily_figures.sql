create or replace view shipkeeper_report.daily_figures as
select
  d.day,
  d.cycles,
  d.cycles_stopped,
  d.requests,
  d.rate_limited,
  d.ghosts_open,
  d.ghosts_most,
  d.ghosts_held,
  d.backfilled,
  d.cancelled,
  d.errors,
  d.orders_seen,
  d.orders_imported,
  d.orders_updated,
  d.orders_linked,
  d.orders_refused,
  d.lots_updated,
  d.lots_mismatched,
  k.orders_today as shop_orders,
  k.shipments_sent as shop_shipments,
  k.pending_uploads as shop_pending_uploads,
  k.system_status as shop_system_status
from shipkeeper.daily_figure as d
left join public.system_kpis as k on k.snapshot_date = to_char(d.day, 'YYYY-MM-DD');
comment on view shipkeeper_report.daily_figures is
'What each day came to, in the shop''s time zone, beside the shop''s own figures in system_kpis. Days without a cycle are not there.';
comment on column shipkeeper_report.daily_figures.day is 'The day on which the cycles ended.';
comment on column shipkeeper_report.daily_figures.cycles is 'Cycles that ended.';
comment on column shipkeeper_report.daily_figures.cycles_stopped is 'Of these, cycles that ended otherwise than done.';
comment on column shipkeeper_report.daily_figures.requests is 'Requests sent to ShipStation.';
comment on column shipkeeper_report.daily_figures.rate_limited is 'Cycles that a 429 stopped.';
comment on column shipkeeper_report.daily_figures.ghosts_open is 'Ghosts with a ShipStation id that the last cycle left.';
comment on column shipkeeper_report.daily_figures.ghosts_most is 'The most that a cycle of the day left.';
comment on column shipkeeper_report.daily_figures.ghosts_held is 'Of those that the last cycle left, held for a person.';
comment on column shipkeeper_report.daily_figures.backfilled is 'Orders that got their lines.';
comment on column shipkeeper_report.daily_figures.cancelled is 'Orders set to cancelled.';
comment on column shipkeeper_report.daily_figures.errors is 'Failed attempts on ghosts.';
comment on column shipkeeper_report.daily_figures.orders_seen is 'Orders on the pages of the sync.';
comment on column shipkeeper_report.daily_figures.orders_imported is 'New orders that the sync brought in.';
comment on column shipkeeper_report.daily_figures.orders_updated is 'Orders that the sync brought up to date.';
comment on column shipkeeper_report.daily_figures.orders_linked is 'Headers that the sync gave their ShipStation id.';
comment on column shipkeeper_report.daily_figures.orders_refused is 'Orders that a page brought and that could not be used.';
comment on column shipkeeper_report.daily_figures.lots_updated is 'Orders whose lots were changed in ShipStation and verified.';
comment on column shipkeeper_report.daily_figures.lots_mismatched is 'Orders that differed after such a change.';
comment on column shipkeeper_report.daily_figures.shop_orders is 'system_kpis.orders_today; null: the shop has made no row of the day.';
comment on column shipkeeper_report.daily_figures.shop_shipments is 'system_kpis.shipments_sent.';
comment on column shipkeeper_report.daily_figures.shop_pending_uploads is 'system_kpis.pending_uploads.';
comment on column shipkeeper_report.daily_figures.shop_system_status is 'system_kpis.system_status.';
