create or replace view shipkeeper_report.progress as
select
  p.work_kind as kind,
  p.got_on_at,
  p.reached_at,
  p.failing_since,
  p.problem
from shipkeeper.progress as p
join shipkeeper.known_kind as k on k.work_kind = p.work_kind;
comment on view shipkeeper_report.progress is
'How far each kind of work of a run has got, as of the end of the last run. One that has had nothing to do since it is here is not there. '
'Key: kind.';
comment on column shipkeeper_report.progress.kind is 'The kind of work.';
comment on column shipkeeper_report.progress.got_on_at is
'When a run last ended in which it got on: an answer could be used; null: none has.';
comment on column shipkeeper_report.progress.reached_at is
'Up to when it has read what changed in ShipStation; null: it reads nothing by its time.';
comment on column shipkeeper_report.progress.failing_since is
'When the first run started since then in which it did not get on; null: it gets on, or has nothing to do.';
comment on column shipkeeper_report.progress.problem is 'What kept it from getting on in the last run; null: nothing.';
