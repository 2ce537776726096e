create or replace view shipkeeper_report.settings as
select
  s.key as setting,
  s.value as set_to,
  col_description('shipkeeper.settings'::regclass, a.attnum::integer) as explanation,
  g.area
from shipkeeper.settings as r
cross join lateral jsonb_each_text(to_jsonb(r) - 'only_row') as s
join pg_attribute as a on a.attrelid = 'shipkeeper.settings'::regclass and a.attname = s.key
join (
  values
  (1, 'shop', '^(shop_time_zone|placeholder_sku|number_must_match)$'),
  (2, 'ghosts', '^(ghost_|cancellations_|recently_uploaded|first_retry|longest_retry|list_saves_)'),
  (3, 'requests', '^((order|list)_timeout_|api_failures_|quota_|cycle_|lease_)'),
  (4, 'sync', '^(sync_|import_|link_|first_poll)'),
  (5, 'round', '^(round_|second_look_|cancel_gone_|gone_)'),
  (6, 'lots', '^lot_'),
  (7, 'watch', '^(alert_|keep_logs|api_key_)')
) as g (place, area, names) on s.key ~ g.names
order by g.place, a.attnum;
comment on view shipkeeper_report.settings is
'What is set: one row a setting, by what they are about. shipkeeper_operator.change_setting changes one, and takes values as '
'they stand here. Key: setting.';
comment on column shipkeeper_report.settings.setting is 'Name of the setting.';
comment on column shipkeeper_report.settings.set_to is 'Its value, as text.';
comment on column shipkeeper_report.settings.explanation is 'What it does.';
comment on column shipkeeper_report.settings.area is 'What it is about: shop, ghosts, requests, sync, round, lots, watch.';
