create or replace function shipkeeper.meanings_of_cycles()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('cycle outcome', 'done', null::text, null::text, 'All got on or had nothing to do.'),
  ('cycle outcome', 'incomplete', null, null, 'It got on; what stays behind is no_progress in the end.'),
  ('cycle outcome', 'no_progress', 'no_progress', null, null),
  ('cycle outcome', 'rate_limited', 'no_cycle', null, null),
  ('cycle outcome', 'api_unavailable', 'no_cycle', null, null),
  ('cycle outcome', 'credentials_refused', 'credentials_refused', null, null),
  ('cycle outcome', 'failed', 'no_cycle', null, null),
  ('cycle outcome', 'abandoned', 'no_cycle', null, null),
  ('cycle outcome', 'busy', null, null, 'Whoever scans was told to scan again later.'),
  ('cycle stop_reason', 'busy', null, null, 'Whoever scans was told to scan again later.'),
  ('cycle stop_reason', 'rate_limited', 'quota_used_by_others', null, null),
  ('cycle stop_reason', 'api_unavailable', 'no_cycle', null, null),
  ('cycle stop_reason', 'credentials_refused', 'credentials_refused', null, null),
  ('cycle stop_reason', 'quota_used_up', null, null, 'The next run goes on; work that never has its turn is no_progress.'),
  ('cycle stop_reason', 'paused', null, null, 'An operator decided so; after alert_after it is no_cycle.'),
  ('cycle stop_reason', 'stopped', null, null, 'Whoever stopped the runner decided so; after alert_after it is no_cycle.'),
  ('cycle stop_reason', 'runner_lost', null, null, 'The next run goes on; after alert_after it is no_cycle.'),
  ('cycle stop_reason', 'failed', 'no_cycle', null, null),
  (
    'setting', 'cycle_budget', 'settings_leave_work',
    'select shipkeeper_operator.change_setting(''cycle_budget'', ''4 minutes'', ''runs need time'').', null
  ),
  (
    'setting', 'only', 'settings_leave_work', 'Start the timer''s runs without --only, or have others for the rest.', null
  ),
  ('verify finding', '%', null, null, 'Whoever calls verify reads its row, which says what to do.')
$$;
comment on function shipkeeper.meanings_of_cycles() is
'What the words mean that are recorded of a cycle, and of what is looked at beside it: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_cycles() from public;
