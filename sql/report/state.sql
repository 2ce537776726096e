create or replace view shipkeeper_report.state as
select
  p.paused_at,
  p.paused_by,
  p.reason as paused_because,
  r.started_at as running_since,
  l.ended_at as last_cycle_ended_at,
  l.outcome as last_cycle_outcome,
  d.ended_at as last_done_at,
  q.request_limit,
  q.remaining as requests_remaining,
  q.resets_at as quota_resets_at,
  q.blocked_until,
  g.ghosts_waiting,
  g.ghosts_held,
  g.waiting_for_lines,
  (
    select s.without_shipstation_id
    from shipkeeper.ghost_search as s
    order by s.cycle_id desc
    limit 1
  ) as orders_without_shipstation_id,
  t.sync_watermark,
  t.page_understood_at,
  t.ghost_answered_at,
  t.lots_looked_at,
  (clock_timestamp() at time zone (select z.shop_time_zone from shipkeeper.settings as z))::date as today
from shipkeeper.pause as p
cross join shipkeeper.quota as q
cross join (
  select
    count(*) filter (where h.held_reason is null) as ghosts_waiting,
    count(h.held_reason) as ghosts_held,
    count(*) filter (where h.last_outcome = 'work_in_progress' and h.held_reason is null) as waiting_for_lines
  from shipkeeper.ghost as h
) as g
cross join (
  select
    max(p.reached_at) filter (where p.work_kind = 'sync') as sync_watermark,
    max(p.got_on_at) filter (where p.work_kind = 'sync') as page_understood_at,
    max(p.got_on_at) filter (where p.work_kind = 'ghosts') as ghost_answered_at,
    max(p.got_on_at) filter (where p.work_kind = 'lots') as lots_looked_at
  from shipkeeper.progress as p
) as t
left join shipkeeper.lease as h on h.cycle_id is not null
left join shipkeeper.cycle as r on r.cycle_id = h.cycle_id and r.ended_at is null
left join lateral (
  select
    c.ended_at,
    c.outcome
  from shipkeeper.cycle as c
  where c.ended_at is not null
  order by c.cycle_id desc
  limit 1
) as l on true
left join lateral (
  select c.ended_at from shipkeeper.cycle as c where c.outcome = 'done' and c.kind = 'run' order by c.cycle_id desc limit 1
) as d on true;
comment on view shipkeeper_report.state is
'How things stand, one row, from our own bookkeeping: as cheap as it is to ask often. What the last cycle found is as of then. Key: none, '
'one row.';
comment on column shipkeeper_report.state.paused_at is 'Since when an operator has paused Shipkeeper; null: not paused.';
comment on column shipkeeper_report.state.paused_by is 'Who did.';
comment on column shipkeeper_report.state.paused_because is 'Why.';
comment on column shipkeeper_report.state.running_since is 'When the running run or scan started; null: none runs.';
comment on column shipkeeper_report.state.last_cycle_ended_at is 'When the last cycle ended; null: none has.';
comment on column shipkeeper_report.state.last_cycle_outcome is 'How it ended: as in cycles.outcome.';
comment on column shipkeeper_report.state.last_done_at is 'When a run last ended as done; null: never.';
comment on column shipkeeper_report.state.request_limit is 'ShipStation''s requests a minute, as it last said.';
comment on column shipkeeper_report.state.requests_remaining is 'How many of them were left then.';
comment on column shipkeeper_report.state.quota_resets_at is 'When that minute ends.';
comment on column shipkeeper_report.state.blocked_until is 'Nothing is sent before this time because of a 429; null or past: not blocked.';
comment on column shipkeeper_report.state.ghosts_waiting is 'Ghosts with a ShipStation id that are asked for.';
comment on column shipkeeper_report.state.ghosts_held is 'Ghosts that wait for a person.';
comment on column shipkeeper_report.state.waiting_for_lines is
'Those of ghosts_waiting that had no lines in ShipStation either when they were last asked for, whenever that was.';
comment on column shipkeeper_report.state.orders_without_shipstation_id is 'Orders without lines that nobody can ask for.';
comment on column shipkeeper_report.state.sync_watermark is
'Up to when ShipStation''s changes were read, as of the last run; null: no run has read it yet. Of a shop without changes it is '
'the overlap '
'and some minutes ago.';
comment on column shipkeeper_report.state.page_understood_at is
'When a run last ended whose sync got on: a page was understood; null: none has.';
comment on column shipkeeper_report.state.ghost_answered_at is
'When a run last ended in which ShipStation answered for a ghost; null: none has.';
comment on column shipkeeper_report.state.lots_looked_at is
'When a run last ended in which ShipStation answered for the lots of an order; null: none has.';
comment on column shipkeeper_report.state.today is 'The day it is in the shop''s time zone.';
