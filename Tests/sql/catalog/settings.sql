-- Settings refuse what makes no sense, and the tables of one row stay at one.
begin;
\ir ../prelude.psql
select plan(62);

select throws_ok(format('update shipkeeper.settings set %s', s), '23514', null, 'refused: ' || s)
from unnest(array[
  'placeholder_sku = ''''', 'placeholder_sku = '' x''', 'placeholder_sku = ''x ''',
  'placeholder_sku = repeat(''x'', 101)',
  'cancellations_per_day = -1', 'recently_uploaded = ''-1 second''', 'recently_uploaded = ''2 days''',
  'first_retry = ''0''',
  'first_retry = ''7 hours''', 'longest_retry = ''1 minute''', 'longest_retry = ''31 days''',
  'order_timeout_seconds = 0',
  'order_timeout_seconds = 121', 'api_failures_in_row = 0', 'quota_reserve = -1', 'cycle_budget = ''-1 second''',
  'cycle_budget = ''2 days''',
  'lease_margin = ''1 second''', 'lease_margin = ''2 hours''', 'only_row = false', 'list_timeout_seconds = 0',
  'list_timeout_seconds = 601', 'sync_mode = ''on''', 'sync_mode = ''''', 'sync_overlap = ''-1 second''', 'sync_overlap = ''25 hours''',
  'sync_first_window = ''-1 second''', 'sync_first_window = ''3651 days''', 'link_after = ''-1 second''', 'link_after = ''31 days''',
  'first_poll = ''0''', 'first_poll = ''31 days''', 'list_saves_at_least = 0', 'list_saves_at_least = 1000001'
]) as s;
select throws_ok(
  $$ update shipkeeper.settings set import_order_number_pattern = '(' $$, '2201B', null, 'refused: a pattern that is none'
);
select is_empty(
  $$
  select attname from pg_attribute
  where attrelid = 'shipkeeper.settings'::regclass and attnum > 0 and not attisdropped and not attnotnull
  $$, 'no setting may be null'
);
select throws_ok(
  $$ update shipkeeper.settings set shop_time_zone = 'Mars/Olympus' $$,
  '22023', null, 'refused: a time zone that is none'
);
select lives_ok(format('update shipkeeper.settings set %s', s), 'allowed: ' || s)
from unnest(array[
  'shop_time_zone = ''America/New_York''', 'placeholder_sku = ''no sku''', 'cancellations_per_day = 0',
  'recently_uploaded = ''0''',
  'first_retry = ''1 second'', longest_retry = ''1 second''', 'api_failures_in_row = 1', 'quota_reserve = 0',
  'cycle_budget = ''0''', 'sync_mode = ''off''', 'sync_mode = ''heal_only''', 'sync_mode = ''full''', 'sync_overlap = ''0''',
  'sync_first_window = ''3650 days''', 'import_order_number_pattern = ''''', 'import_order_number_pattern = ''^[0-9]+$''',
  'link_after = ''0''', 'first_poll = ''1 second''', 'list_saves_at_least = 1000000', 'list_timeout_seconds = 600'
]) as s;
select is(
  (
    select jsonb_object_agg(a.attname, pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute as a
    join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = 'shipkeeper.settings'::regclass and a.attname ~ '^(sync|import|link|first_poll|list)'
  ),
  $${
    "sync_mode": "'heal_only'::text", "sync_overlap": "'00:05:00'::interval", "sync_first_window": "'14 days'::interval",
    "import_order_number_pattern": "'.'::text", "link_after": "'00:10:00'::interval", "first_poll": "'01:00:00'::interval",
    "list_saves_at_least": "1", "list_timeout_seconds": "60"
  }$$::jsonb, 'what the sync and lists begin with'
);
select throws_ok(format('insert into shipkeeper.%I default values', t), '23505', null, t || ' holds one row')
from unnest(array['settings', 'lease', 'quota', 'cancellation_stop']) as t;
select is(
  (select count(*) from shipkeeper.settings) + (select count(*) from shipkeeper.lease)
  + (select count(*) from shipkeeper.quota) + (select count(*) from shipkeeper.cancellation_stop),
  4::bigint, 'and has it'
);

select * from finish();
rollback;
