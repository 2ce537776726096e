create or replace view shipkeeper_report.daily_figures as
select
  d.day,
  d.work_kind as kind,
  d.figure,
  d.value
from shipkeeper.daily_figure as d
union all
select
  d.day,
  'shop',
  s.figure,
  s.value
from (select distinct f.day from shipkeeper.daily_figure as f) as d
join public.system_kpis as k on k.snapshot_date = to_char(d.day, 'YYYY-MM-DD')
cross join
  lateral (
    values ('orders_today', k.orders_today), ('shipments_sent', k.shipments_sent), ('pending_uploads', k.pending_uploads)
  ) as s (figure, value)
where s.value is not null;
comment on view shipkeeper_report.daily_figures is
'What each day came to, in the shop''s time zone, a row a figure, beside the shop''s own of system_kpis. Days without a cycle are not '
'there. What each figure is, and whether days add up, says shipkeeper_report.figures. Key: day, kind, figure.';
comment on column shipkeeper_report.daily_figures.day is 'The day on which the cycles ended.';
comment on column shipkeeper_report.daily_figures.kind is
'The kind of work; cycle: what every cycle has; shop: what the shop keeps in system_kpis.';
comment on column shipkeeper_report.daily_figures.figure is 'Its name.';
comment on column shipkeeper_report.daily_figures.value is 'Its value on that day.';
