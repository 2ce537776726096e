-- What the DBA may turn: one row, one typed and checked column a setting.
create table shipkeeper.settings (
  only_row boolean primary key default true constraint settings_only_row_check check (only_row),
  shop_time_zone text not null default current_setting('TimeZone')
  constraint settings_shop_time_zone_check check ((timestamptz 'epoch' at time zone shop_time_zone) is not null),
  placeholder_sku text not null default 'NO-SKU'
  constraint settings_placeholder_sku_check check (placeholder_sku ~ '^\S(.*\S)?$' and length(placeholder_sku) <= 100),
  cancellations_per_day integer not null default 10
  constraint settings_cancellations_per_day_check check (cancellations_per_day between 0 and 100000),
  ghost_after interval not null default '2 minutes'
  constraint settings_ghost_after_check check (ghost_after between interval '0' and interval '1 day'),
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
  number_must_match boolean not null default true,
  first_poll interval not null default '1 hour'
  constraint settings_first_poll_check check (first_poll between interval '1 second' and interval '30 days'),
  list_saves_at_least integer not null default 1
  constraint settings_list_saves_at_least_check check (list_saves_at_least between 1 and 1000000),
  round_every interval not null default '6 hours'
  constraint settings_round_every_check check (round_every between interval '0' and interval '30 days'),
  round_requests integer not null default 10
  constraint settings_round_requests_check check (round_requests between 1 and 1000),
  second_look_after interval not null default '10 minutes'
  constraint settings_second_look_after_check check (second_look_after between interval '0' and interval '1 day'),
  cancel_gone_orders boolean not null default false,
  gone_cancellations_per_day integer not null default 10
  constraint settings_gone_cancellations_per_day_check check (gone_cancellations_per_day between 0 and 100000),
  lot_mode text not null default 'dry_run'
  constraint settings_lot_mode_check check (lot_mode in ('off', 'dry_run', 'approval', 'automatic')),
  lot_transitions text[] not null default array['on_hold -> awaiting_shipment']
  constraint settings_lot_transitions_check check (
    array_to_string(lot_transitions, ', ', '') ~ '^[a-z_]+ -> [a-z_]+(, [a-z_]+ -> [a-z_]+)*$'
  ),
  lot_if_picked text not null default 'ask'
  constraint settings_lot_if_picked_check check (lot_if_picked in ('ask', 'refuse')),
  lot_history_slack interval not null default '15 minutes'
  constraint settings_lot_history_slack_check check (lot_history_slack between interval '0' and interval '1 day'),
  lot_after_claim interval not null default '5 minutes'
  constraint settings_lot_after_claim_check check (lot_after_claim between interval '0' and interval '1 day'),
  lot_active_for interval not null default '30 minutes'
  constraint settings_lot_active_for_check check (lot_active_for between interval '0' and interval '30 days'),
  lot_orders_per_cycle integer not null default 10
  constraint settings_lot_orders_per_cycle_check check (lot_orders_per_cycle between 1 and 1000),
  lot_for_plain_sku boolean not null default false,
  keep_logs interval not null default '30 days'
  constraint settings_keep_logs_check check (keep_logs between interval '1 day' and interval '3650 days'),
  alert_after interval not null default '15 minutes'
  constraint settings_alert_after_check check (alert_after between interval '1 minute' and interval '30 days'),
  alert_ghosts integer not null default 10
  constraint settings_alert_ghosts_check check (alert_ghosts between 0 and 1000000),
  api_key_expires_on date not null default 'infinity'
);
-- A shop that was found here has a sync of its own; one that we made is kept by this one.
insert into shipkeeper.settings (sync_mode)
select case
  when
    exists (select from shipkeeper.created_table as t where t.table_name = 'orders_inbox')
    and obj_description('public.orders_inbox'::regclass, 'pg_class') like '% Made by Shipkeeper.'
    then 'full'
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
comment on column shipkeeper.settings.ghost_after is
'How long a header must have stood without lines to be a ghost: another program may be about to write them. 0: it is one at once.';
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
comment on column shipkeeper.settings.number_must_match is
'Whether an order here and the one of ShipStation''s that has its id must have one number; false: for shops that prefix theirs.';
comment on column shipkeeper.settings.first_poll is
'While the sync is on: wait before an order that has no lines in ShipStation yet is asked for; doubles up to longest_retry.';
comment on column shipkeeper.settings.list_saves_at_least is
'A list of orders is asked for only where it is expected to save so many requests for single ghosts; a large number: never.';
comment on column shipkeeper.settings.round_every is
'How often the orders open here are compared with those open in ShipStation; 0: never.';
comment on column shipkeeper.settings.round_requests is
'The most requests of a cycle that this may take, of those that nothing else needs.';
comment on column shipkeeper.settings.second_look_after is
'A difference is reported when a second look, so long after the first, finds it again: the shop''s own sync may be on its way.';
comment on column shipkeeper.settings.cancel_gone_orders is
'Whether an open order with lines is cancelled when ShipStation does not know it (404) twice, a day apart; else it is only reported.';
comment on column shipkeeper.settings.gone_cancellations_per_day is 'How many orders may be cancelled so in 24 hours.';
comment on column shipkeeper.settings.lot_mode is
'off; dry_run: says what would be changed in ShipStation; approval: an operator agrees to each; automatic.';
comment on column shipkeeper.settings.lot_transitions is
'Status transitions after which the lots of an order are reviewed, each as "from -> to".';
comment on column shipkeeper.settings.lot_if_picked is
'What becomes of an order that may have been picked: ask an operator, or refuse.';
comment on column shipkeeper.settings.lot_history_slack is
'A history is complete if it began within this time of the order''s creation in ShipStation.';
comment on column shipkeeper.settings.lot_after_claim is
'An order claimed by the uploader (status uploaded) within this time is looked at later.';
comment on column shipkeeper.settings.lot_active_for is
'A lot must have been active for so long: a typing mistake must not reach labels.';
comment on column shipkeeper.settings.lot_orders_per_cycle is 'How many orders get new lots in one cycle; the others in the next ones.';
comment on column shipkeeper.settings.lot_for_plain_sku is 'Whether a SKU without a lot gets the active one.';
comment on column shipkeeper.settings.keep_logs is
'How long cycles are kept with their requests, messages and outcomes, and orders seen that are closed; records of decisions stay for ever.';
comment on column shipkeeper.settings.alert_after is 'Without a cycle that ended well for so long there is an alert.';
comment on column shipkeeper.settings.alert_ghosts is
'With more ghosts than this there is an alert, and with more orders that have neither lines nor a ShipStation id.';
comment on column shipkeeper.settings.api_key_expires_on is
'The day on which the key of ShipStation''s API expires, as ShipStation shows it: two weeks before it there is an alert; '
'infinity: not known.';

create table shipkeeper.audit (
  audit_id bigint generated always as identity primary key,
  subject text not null constraint audit_subject_check check (
    subject in ('setting', 'active_lot', 'manual_lot_override', 'lot_review')
  ),
  object text not null,
  old_value text,
  new_value text,
  reason text,
  changed_by text not null,
  application_name text not null,
  changed_at timestamptz not null
);
comment on table shipkeeper.audit is
'Who changed a setting, which lot is active, an override or the decision on a lot update. Append-only.';
comment on column shipkeeper.audit.audit_id is 'Identity, in the order of changing.';
comment on column shipkeeper.audit.subject is 'What was changed: setting, active_lot, manual_lot_override, lot_review.';
comment on column shipkeeper.audit.object is 'Which: the setting, SKU and lot, order number, or review.';
comment on column shipkeeper.audit.old_value is 'Before; null: there was none.';
comment on column shipkeeper.audit.new_value is 'After; null: there is none.';
comment on column shipkeeper.audit.reason is 'Why, where a reason was given.';
comment on column shipkeeper.audit.changed_by is 'The role that was logged in.';
comment on column shipkeeper.audit.application_name is 'What the program called itself.';
comment on column shipkeeper.audit.changed_at is 'When.';

insert into shipkeeper.kept_table (table_name, why, migration)
values ('shipkeeper.audit', 'the record of who changed settings, active lots and overrides', '0002_settings');
