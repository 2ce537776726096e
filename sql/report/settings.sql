create or replace view shipkeeper_report.settings as
select
  s.key as setting,
  s.value,
  col_description('shipkeeper.settings'::regclass, a.attnum::integer) as explanation
from shipkeeper.settings as r
cross join lateral jsonb_each_text(to_jsonb(r) - 'only_row') as s
join pg_attribute as a on a.attrelid = 'shipkeeper.settings'::regclass and a.attname = s.key;
comment on view shipkeeper_report.settings is 'What is set: one row a setting. shipkeeper_operator.change_setting changes one.';
comment on column shipkeeper_report.settings.setting is 'Name of the setting.';
comment on column shipkeeper_report.settings.value is 'Its value, as text.';
comment on column shipkeeper_report.settings.explanation is 'What it does.';
