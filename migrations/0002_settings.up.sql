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
  constraint settings_lease_margin_check check (lease_margin between interval '5 seconds' and interval '1 hour')
);
insert into shipkeeper.settings default values;

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
