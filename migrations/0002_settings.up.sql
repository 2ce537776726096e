-- What the DBA may turn: one row, one typed and checked column a setting.
create table shipkeeper.settings (
  only_row boolean primary key default true constraint settings_only_row_check check (only_row),
  shop_time_zone text not null default current_setting('TimeZone')
  constraint settings_shop_time_zone_check check ((timestamptz 'epoch' at time zone shop_time_zone) is not null),
  placeholder_sku text not null default 'NO-SKU'
  constraint settings_placeholder_sku_check check (placeholder_sku ~ '^\S(.*\S)?$' and length(placeholder_sku) <= 100),
  cancellations_per_day integer not null default 10
  constraint settings_cancellations_per_day_check check (cancellations_per_day between 0 and 100000),
  recently_uploaded interval not null default '15 minutes'
  constraint settings_recently_uploaded_check check (recently_uploaded between interval '0' and interval '1 day'),
  first_retry interval not null default '5 minutes'
  constraint settings_first_retry_check check (first_retry between interval '1 second' and interval '1 day'),
  longest_retry interval not null default '6 hours'
  constraint settings_longest_retry_check check (longest_retry between first_retry and interval '30 days'),
  order_timeout_seconds integer not null default 10
  constraint settings_order_timeout_seconds_check check (order_timeout_seconds between 1 and 120),
  list_timeout_seconds integer not null default 60
  constraint settings_list_timeout_seconds_check check (list_timeout_seconds between 1 and 600),
  api_failures_in_row integer not null default 5
  constraint settings_api_failures_in_row_check check (api_failures_in_row between 1 and 1000),
  quota_reserve integer not null default 8
  constraint settings_quota_reserve_check check (quota_reserve between 0 and 1000),
  cycle_budget interval not null default '4 minutes'
  constraint settings_cycle_budget_check check (cycle_budget between interval '0' and interval '1 day'),
  lease_margin interval not null default '30 seconds'
  constraint settings_lease_margin_check check (lease_margin between interval '5 seconds' and interval '1 hour'),
  sync_mode text not null default 'heal_only'
  constraint settings_sync_mode_check check (sync_mode in ('off', 'heal_only', 'full')),
  sync_overlap interval not null default '5 minutes'
  constraint settings_sync_overlap_check check (sync_overlap between interval '0' and interval '1 day'),
  sync_first_window interval not null default '14 days'
  constraint settings_sync_first_window_check check (sync_first_window between interval '0' and interval '3650 days'),
  import_order_number_pattern text not null default '.'
  constraint settings_import_order_number_pattern_check check (('' ~ import_order_number_pattern) is not null),
  link_after interval not null default '10 minutes'
  constraint settings_link_after_check check (link_after between interval '0' and interval '30 days'),
  first_poll interval not null default '1 hour'
  constraint settings_first_poll_check check (first_poll between interval '1 second' and interval '30 days'),
  list_saves_at_least integer not null default 1
  constraint settings_list_saves_at_least_check check (list_saves_at_least between 1 and 1000000)
);
-- A shop that was found here has a sync of its own; one that we made is kept by this one.
insert into shipkeeper.settings (sync_mode)
select case
  when exists (select from shipkeeper.created_table as t where t.table_name = 'orders_inbox') then 'full'
  else 'heal_only'
end;

comment on table shipkeeper.settings is 'What may be turned: one row, a column a setting.';
comment on column shipkeeper.settings.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.settings.shop_time_zone is
'Time zone of the shop''s columns without one (orders_inbox.updated_at): what TimeZone said at installation.';
comment on column shipkeeper.settings.placeholder_sku is
'SKU under which a product line without a SKU is stored, so that no unit is lost.';
comment on column shipkeeper.settings.cancellations_per_day is
'How many orders may be cancelled in 24 hours because ShipStation does not know them (404); the next one stops it.';
comment on column shipkeeper.settings.recently_uploaded is
'An order in status uploaded is not cancelled for a 404 while its updated_at is younger than this.';
comment on column shipkeeper.settings.first_retry is
'Wait after the first answer that brought nothing (no line yet, unusable); doubles with each further one.';
comment on column shipkeeper.settings.longest_retry is 'The longest such wait.';
comment on column shipkeeper.settings.order_timeout_seconds is 'Limit of a whole request for one order, in seconds.';
comment on column shipkeeper.settings.list_timeout_seconds is 'Limit of a whole request for a list of orders, in seconds.';
comment on column shipkeeper.settings.api_failures_in_row is
'After so many failed requests in a row (5xx, timeout, reset, TLS) the API counts as down and the cycle ends.';
comment on column shipkeeper.settings.quota_reserve is
'How many of ShipStation''s requests a minute are left to the shop''s other programs.';
comment on column shipkeeper.settings.cycle_budget is
'How long a cycle may last, waits included, before it leaves the rest to the next.';
comment on column shipkeeper.settings.lease_margin is
'How long after its last sign of life (beyond what it was told to do) a cycle keeps other hosts out.';
comment on column shipkeeper.settings.sync_mode is
'off; heal_only: pages of changed orders heal ghosts and feed the views; full: they also bring headers and lines up to date and '
'new orders in.';
comment on column shipkeeper.settings.sync_overlap is
'How far before the watermark each walk starts: changes become visible late.';
comment on column shipkeeper.settings.sync_first_window is 'How far back the first walk starts.';
comment on column shipkeeper.settings.import_order_number_pattern is
'Regular expression: new orders whose number it matches are brought in; a dot: all.';
comment on column shipkeeper.settings.link_after is
'A header without ShipStation id is linked by its number only after it has been uploaded for so long.';
comment on column shipkeeper.settings.first_poll is
'While the sync is on: wait before an order that has no lines in ShipStation yet is asked for; doubles up to longest_retry.';
comment on column shipkeeper.settings.list_saves_at_least is
'A list of orders is asked for only where it is expected to save so many requests for single ghosts; a large number: never.';

create table shipkeeper.setting_change (
  setting_change_id bigint generated always as identity primary key,
  setting text not null,
  old_value text not null,
  new_value text not null,
  changed_by text not null,
  application_name text not null,
  changed_at timestamptz not null
);
comment on table shipkeeper.setting_change is 'Every change of a setting: who, when, from what to what.';
comment on column shipkeeper.setting_change.setting_change_id is 'Identity, in the order of changing.';
comment on column shipkeeper.setting_change.setting is 'Name of the column of shipkeeper.settings.';
comment on column shipkeeper.setting_change.old_value is 'The value before, as text.';
comment on column shipkeeper.setting_change.new_value is 'The value after, as text.';
comment on column shipkeeper.setting_change.changed_by is 'The role that was logged in.';
comment on column shipkeeper.setting_change.application_name is 'What the program called itself.';
comment on column shipkeeper.setting_change.changed_at is 'When.';

insert into shipkeeper.kept_table (table_name, why, migration)
values ('shipkeeper.setting_change', 'the record of who changed which setting', '0002_settings');
