-- Settings refuse what makes no sense, and the tables of one row stay at one.
begin;
\ir ../prelude.psql
select plan(34);

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
  'lease_margin = ''1 second''', 'lease_margin = ''2 hours''', 'only_row = false'
]) as s;
select throws_ok(
  $$ update shipkeeper.settings set shop_time_zone = 'Mars/Olympus' $$,
  '22023', null, 'refused: a time zone that is none'
);
select lives_ok(format('update shipkeeper.settings set %s', s), 'allowed: ' || s)
from unnest(array[
  'shop_time_zone = ''America/New_York''', 'placeholder_sku = ''no sku''', 'cancellations_per_day = 0',
  'recently_uploaded = ''0''',
  'first_retry = ''1 second'', longest_retry = ''1 second''', 'api_failures_in_row = 1', 'quota_reserve = 0',
  'cycle_budget = ''0'''
]) as s;
select throws_ok(format('insert into shipkeeper.%I default values', t), '23505', null, t || ' holds one row')
from unnest(array['settings', 'lease', 'quota', 'cancellation_stop']) as t;
select is(
  (select count(*) from shipkeeper.settings) + (select count(*) from shipkeeper.lease)
  + (select count(*) from shipkeeper.quota) + (select count(*) from shipkeeper.cancellation_stop),
  4::bigint, 'and has it'
);

select * from finish();
rollback;
