-- Whether a cycle may start, and what the runner is told where it may not.
begin;
\ir ../prelude.psql
select plan(49);

create function play.begin(p_options jsonb, p_version integer default 2) returns text language sql as $$
  select concat_ws(' | ', outcome, case when cycle is null then 'no cycle' else 'cycle' end, level, message)
  from shipkeeper_runner.begin_cycle('host:1', p_version, p_options)
$$;
create function play.end_running() returns void language sql as $$
  select play.end_cycle(c.cycle_id) from shipkeeper.cycle as c where c.ended_at is null
$$;

select is(shipkeeper.protocol_version(), 2, 'the protocol''s version');
select is(
  play.begin('{"kind": "run"}', 1),
  'incompatible | no cycle | error | ❌ This runner is too old for the database (protocol 1, needed 2): install the '
  'newer shipkeeper',
  'an older runner'
);
select is(
  play.begin('{"kind": "run"}', 3),
  'incompatible | no cycle | error | ❌ The database is too old for this runner (protocol 2, needed 3): run '
  'migrations/migrate up',
  'a newer runner'
);
select alike(play.begin('{"kind": "run"}', null), 'incompatible | no cycle | error | %', 'a runner that does not say');

select is(play.begin(o::jsonb), 'refused | no cycle | error | ❌ ' || replace(m, '%s', k.kinds), 'refused: ' || coalesce(o, 'null'))
from (
  values
  (null, 'The options are not an object.'),
  ('[]', 'The options are not an object.'),
  ('null', 'The options are not an object.'),
  ('{}', 'The kind of cycle is none of run, check, scan.'),
  ('{"kind": null}', 'The kind of cycle is none of run, check, scan.'),
  ('{"kind": "walk"}', 'The kind of cycle is none of run, check, scan.'),
  ('{"kind": ["run"]}', 'The kind of cycle is none of run, check, scan.'),
  ('{"kind": "run", "colour": 1}', 'The options hold a key that this database does not know.'),
  ('{"kind": "run", "only": "ghosts"}', 'The option only is not a list.'),
  ('{"kind": "run", "only": null}', 'The option only is not a list.'),
  ('{"kind": "run", "only": []}', 'The option only names no kind of work.'),
  ('{"kind": "run", "only": ["lemons"]}', 'lemons is no kind of work of a run; there is: %s.'),
  ('{"kind": "run", "only": ["ghosts", "lem\nons"]}', 'lem?ons is no kind of work of a run; there is: %s.'),
  ('{"kind": "run", "only": ["check"]}', 'check is no kind of work of a run; there is: %s.'),
  ('{"kind": "check", "only": ["ghosts"]}', 'ghosts is no kind of work of a check; there is: check.'),
  ('{"kind": "run", "writes_allowed": "yes"}', 'The option writes_allowed is neither true nor false.'),
  ('{"kind": "run", "writes_allowed": null}', 'The option writes_allowed is neither true nor false.'),
  ('{"kind": "scan", "orders": 0}', 'The number of orders to scan is none from 1 to 100000.'),
  ('{"kind": "scan", "orders": 100001}', 'The number of orders to scan is none from 1 to 100000.'),
  ('{"kind": "scan", "orders": "5"}', 'The number of orders to scan is none from 1 to 100000.'),
  ('{"kind": "scan", "orders": null}', 'The number of orders to scan is none from 1 to 100000.'),
  ('{"kind": "scan", "only": ["ghosts"]}', 'ghosts is no kind of work of a scan; there is: scan.')
) as v (o, m)
cross join (
  select string_agg(w.work_kind, ', ' order by w.turn) as kinds from shipkeeper.known_kind as w where w.cycle_kind = 'run'
) as k;
select is((select count(*) from shipkeeper.cycle), 0::bigint, 'nothing of this started a cycle');
select is((select cycle_id from shipkeeper.lease), null, 'or took the lease');

-- Started.
select is(play.begin('{"kind": "run"}'), 'started | cycle', 'a run starts');
select results_eq(
  'select kind, only_kinds, worker, protocol_version, writes_allowed, ended_at is null, outcome, stop_reason from '
  'shipkeeper.cycle',
  $$ values ('run', null::text [], 'host:1', 2, false, true, null, null) $$, 'it is recorded'
);
select is((select cycle_id from shipkeeper.lease), (select cycle_id from shipkeeper.cycle), 'it holds the lease');
select ok(
  (select expires_at between clock_timestamp() + interval '25 seconds'
    and clock_timestamp() + interval '31 seconds' from shipkeeper.lease),
  'for the margin'
);

-- Busy.
select is(
  play.begin('{"kind": "run"}'), 'busy | no cycle | info | Another cycle is running (host:1) - nothing to do',
  'a second one is busy'
);
select is(
  play.begin('{"kind": "check"}'), 'started | cycle',
  'a check is not'
);
update shipkeeper.cycle set worker = E'evil\n' || repeat('x', 100);
select is(
  play.begin('{"kind": "run"}'),
  'busy | no cycle | info | Another cycle is running (evil?' || repeat('x', 55) || '…) - nothing to do',
  'a worker''s name cannot forge a line of a log'
);
select play.end_running();

-- What it does.
select is(
  play.begin('{"kind": "run", "only": ["ghosts"], "writes_allowed": true}'), 'started | cycle', 'all options of a run'
);
select results_eq(
  'select only_kinds, writes_allowed from shipkeeper.cycle where ended_at is null',
  $$ values (array['ghosts'], true) $$, 'are kept'
);
select results_eq(
  'select k from shipkeeper.kinds_of_cycle((select cycle_id from shipkeeper.cycle where ended_at is null)) as k',
  array['ghosts'], 'the kinds of work asked for are done'
);
update shipkeeper.cycle set only_kinds = array['lemons'] where ended_at is null;
select is_empty(
  'select shipkeeper.kinds_of_cycle((select cycle_id from shipkeeper.cycle where ended_at is null))', 'and no other'
);
update shipkeeper.cycle set only_kinds = null where ended_at is null;
insert into shipkeeper.work_kind (work_kind, cycle_kind, turn, figures, cycle_tables)
values ('first', 'run', 1, '{}', '{}'), ('last', 'run', 99, '{}', '{}'), ('gone', 'run', 50, '{}', '{}');
create function shipkeeper.declare_first() returns integer language sql as 'select 1';
create function shipkeeper.declare_last() returns integer language sql as 'select 1';
select matches(
  (select string_agg(k, ' ') from shipkeeper.kinds_of_cycle((select cycle_id from shipkeeper.cycle where ended_at is null)) as k),
  '^first sync (?!.*gone)(.* )?ghosts (.* )?lots (.* )?last$', 'without a choice all of its kind are that are here, in their turn'
);
delete from shipkeeper.work_kind where work_kind in ('first', 'last', 'gone');
drop function shipkeeper.declare_first();
drop function shipkeeper.declare_last();
select play.end_running();

-- Blocked after a 429.
update shipkeeper.quota set blocked_until = clock_timestamp() + interval '42 seconds';
select is(
  play.begin('{"kind": "run"}'),
  'blocked | no cycle | warning | ⚠️ ShipStation''s rate limit was hit - nothing is sent for another 42 seconds',
  'blocked'
);
select alike(play.begin('{"kind": "check"}'), 'blocked | no cycle | %', 'a check as well');
update shipkeeper.quota set blocked_until = clock_timestamp() - interval '1 second';
select is(play.begin('{"kind": "run"}'), 'started | cycle', 'not blocked any more');
select play.end_running();

-- Paused by the shop's switch.
select is(shipkeeper.paused_by_shop(), false, 'no row in the shop''s table of switches: not paused');
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', true), ('other', false);
select is(shipkeeper.paused_by_shop(), false, 'switched on: not paused');
update public.workflow_controls set enabled = false;
select is(
  play.begin('{"kind": "run"}'),
  'paused | no cycle | info | Shipkeeper is paused (workflow_controls.enabled is false) - nothing to do',
  'switched off: paused'
);
select is(play.begin('{"kind": "check"}'), 'started | cycle', 'a check runs all the same');
select play.end_running();
drop table public.workflow_controls;
select is(shipkeeper.paused_by_shop(), false, 'a shop without that table is never paused');
select is(play.begin('{"kind": "run"}'), 'started | cycle', 'and runs');

select * from finish();
rollback;
