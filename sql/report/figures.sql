create or replace view shipkeeper_report.figures as
select
  k.work_kind as kind,
  f.name as figure,
  f.unit,
  f.counts,
  f.of_day,
  case f.of_day when 'sum' then coalesce(t.total, 0) end as total
from shipkeeper.work_kind as k
cross join lateral unnest(k.figures) as f
left join shipkeeper.figure_total as t on t.work_kind = k.work_kind and t.figure = f.name;
comment on view shipkeeper_report.figures is
'Every figure that a kind of work declares: what cycles, daily_figures and the exporter show of it. Key: kind, figure.';
comment on column shipkeeper_report.figures.kind is 'The kind of work; cycle: what every cycle has.';
comment on column shipkeeper_report.figures.figure is 'Its name.';
comment on column shipkeeper_report.figures.unit is 'Its unit: orders, requests, seconds; flag: true or false, counted where it is true.';
comment on column shipkeeper_report.figures.counts is 'What it counts.';
comment on column shipkeeper_report.figures.of_day is 'How the cycles of a day make the day''s: sum, last or most.';
comment on column shipkeeper_report.figures.total is 'What all days together come to: it only grows; null: its days do not add up.';
