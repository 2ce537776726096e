create or replace view shipkeeper_report.cycles as
select
  c.cycle_id,
  c.kind,
  c.worker,
  c.started_at,
  c.ended_at,
  (coalesce(c.ended_at, c.started_at) at time zone (select s.shop_time_zone from shipkeeper.settings as s))::date as day,
  c.outcome,
  c.stop_reason,
  (c.figures #>> '{cycle, duration_seconds}')::numeric as duration_seconds,
  (c.figures #>> '{cycle, requests}')::integer as requests,
  (c.figures #>> '{cycle, rate_limited}')::boolean as rate_limited,
  (c.figures #>> '{ghosts, ghost_orders_found}')::integer as ghost_orders_found,
  (c.figures #>> '{ghosts, backfilled}')::integer as backfilled,
  (c.figures #>> '{ghosts, cancelled}')::integer as cancelled,
  (c.figures #>> '{ghosts, work_in_progress}')::integer as work_in_progress,
  (c.figures #>> '{ghosts, skipped}')::integer as skipped,
  (c.figures #>> '{ghosts, held}')::integer as held,
  (select sum((k.value ->> 'errors')::integer) from jsonb_each(c.figures) as k)::integer as errors,
  (c.figures #>> '{sync, orders_seen}')::integer as orders_seen,
  (c.figures #>> '{sync, orders_imported}')::integer as orders_imported,
  (c.figures #>> '{sync, orders_updated}')::integer as orders_updated,
  (c.figures #>> '{sync, orders_linked}')::integer as orders_linked,
  (c.figures #>> '{sync, orders_refused}')::integer as orders_refused,
  c.figures,
  coalesce(c.ended_at, c.started_at) as changed_at
from shipkeeper.cycle as c;
comment on view shipkeeper_report.cycles is
'Every run of the runner with its figures: the oldest of them as columns, all in figures. Key: cycle_id.';
comment on column shipkeeper_report.cycles.cycle_id is 'Identity, ascending in time.';
comment on column shipkeeper_report.cycles.kind is 'run, check or scan.';
comment on column shipkeeper_report.cycles.worker is 'Host and process that ran it.';
comment on column shipkeeper_report.cycles.started_at is 'When it started.';
comment on column shipkeeper_report.cycles.ended_at is 'When it ended; null: running.';
comment on column shipkeeper_report.cycles.day is
'The day on which it ended, in the shop''s time zone, as in daily_figures; of one that runs, started.';
comment on column shipkeeper_report.cycles.outcome is
'done: each kind of work got on or had nothing to do; incomplete, no_progress: in part, or one not at all; rate_limited, api_unavailable, '
'credentials_refused, failed; abandoned: its runner vanished; busy: a scan that waited in vain; null: running.';
comment on column shipkeeper_report.cycles.stop_reason is
'Why it sent nothing more before its work was done; null: nothing stopped it.';
comment on column shipkeeper_report.cycles.duration_seconds is 'How long it took, in seconds.';
comment on column shipkeeper_report.cycles.requests is 'Requests sent to ShipStation.';
comment on column shipkeeper_report.cycles.rate_limited is 'Whether a 429 stopped it.';
comment on column shipkeeper_report.cycles.ghost_orders_found is 'Ghosts with a ShipStation id it found.';
comment on column shipkeeper_report.cycles.backfilled is 'Orders that got their lines.';
comment on column shipkeeper_report.cycles.cancelled is 'Orders set to cancelled.';
comment on column shipkeeper_report.cycles.work_in_progress is 'Orders without lines in ShipStation yet.';
comment on column shipkeeper_report.cycles.skipped is
'Orders left alone: healed by others, gone, locked, or shipped without items.';
comment on column shipkeeper_report.cycles.held is 'Orders held for a person.';
comment on column shipkeeper_report.cycles.errors is 'What failed in any kind of work; it comes again.';
comment on column shipkeeper_report.cycles.orders_seen is 'Orders on the pages of the sync.';
comment on column shipkeeper_report.cycles.orders_imported is 'New orders that the sync brought in.';
comment on column shipkeeper_report.cycles.orders_updated is 'Orders that the sync brought up to date.';
comment on column shipkeeper_report.cycles.orders_linked is 'Headers that the sync gave their ShipStation id by their number.';
comment on column shipkeeper_report.cycles.orders_refused is 'Orders that a page brought and that could not be used.';
comment on column shipkeeper_report.cycles.figures is
'All figures, by kind of work and name: {"lots": {"lots_updated": 1}}; shipkeeper_report.figures says what each is. Null: running.';
comment on column shipkeeper_report.cycles.changed_at is 'When it ended; until then when it started.';
