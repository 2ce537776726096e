-- A copy that lacks something is told by one sentence, to the runner, by verify() and by the driver alike.
begin;
\ir ../prelude.psql
select plan(38);

create function play.told() returns setof text language sql as $$
  select format('%s: %s: %s', v.finding, v.object, v.explanation) from shipkeeper.verify() as v
$$;
create function play.begun() returns text language sql as $$
  select concat_ws(' ', outcome, message) from shipkeeper_runner.begin_cycle('host:1', shipkeeper.protocol_version(), '{"kind": "run"}')
$$;
create function play.owner() returns text language sql as $$
  select nspowner::regrole::text from pg_namespace where nspname = 'shipkeeper'
$$;
create function play.expect(p_kind text, p_saying text) returns setof text language plpgsql as $$
declare
  v_problem constant text := (select c.problem from shipkeeper.copy_problem() as c);
begin
  return next is((select c.kind from shipkeeper.copy_problem() as c), p_kind, p_kind);
  return next alike(v_problem, p_saying, p_kind || ' says what to run');
  return next results_eq('select * from play.told()', array[format('copy: %s: %s', p_kind, v_problem)], 'verify() says it, and nothing else');
  return next is(play.begun(), 'refused ❌ ' || v_problem, 'the runner is told, and not that another is at work');
end
$$;
create role play_owner;
select is((select c.kind from shipkeeper.copy_problem() as c), null, 'a deployment is no copy');

savepoint untouched;
delete from shipkeeper.deployment;
delete from shipkeeper.lease;
select play.expect('without_data', 'This is a copy without the data of schema shipkeeper: %`migrations/migrate down --all`%');
rollback to untouched;

delete from shipkeeper.lease;
delete from shipkeeper.settings;
select play.expect('rows_missing', '%run `insert into shipkeeper.lease default values; insert into shipkeeper.settings default values`.');
insert into shipkeeper.lease default values;
insert into shipkeeper.settings default values;
select is((select c.kind from shipkeeper.copy_problem() as c), null, 'the statements mend it');
rollback to untouched;

alter table shipkeeper.deployment rename to moved;
select is((select c.kind from shipkeeper.copy_problem() as c), 'without_data', 'without the ledger');
rollback to untouched;

-- A function that begins a cycle must run to say so.
alter table shipkeeper.lease rename to moved;
alter table shipkeeper.seen_order rename to moved_too;
select play.expect('tables_missing', '%: restore shipkeeper.lease, shipkeeper.seen_order.');
rollback to untouched;

alter schema shipkeeper_operator rename to play_operator;
alter schema shipkeeper_report rename to play_report;
select play.expect('schemas_missing', '%(shipkeeper_operator, shipkeeper_report): run `migrations/migrate up --replace-changed`, %');
rollback to untouched;

alter table public.orders_inbox rename to orders;
select is((select c.kind from shipkeeper.copy_problem() as c), 'table_gone', 'the shop''s table is not here');
rollback to untouched;

alter table public.order_items_inbox owner to play_owner;
select play.expect('owner_changed', format(
  'Shipkeeper belongs to %s and tables of the shop to play_owner, %%run `alter table public.order_items_inbox owner to %1$s`, or %%',
  play.owner()
));
rollback to untouched;

update shipkeeper.deployed_object set rights = array[format('%I=X/%1$I', 'an owner elsewhere')]::text
where identity = 'shipkeeper.copy_problem()';
select is((select c.kind from shipkeeper.copy_problem() as c), 'other_owner', 'deployed as somebody else');
rollback to untouched;

-- As a function is after a restore without privileges.
update pg_proc set proacl = null where oid = 'shipkeeper.copy_problem()'::regprocedure;
select play.expect('no_privileges', '%pg_dump --no-privileges%`migrations/migrate up --replace-changed`%');
rollback to untouched;

-- A cycle looks for it each hour, and at once in a copy, after a cycle that failed, or where one has not ended.
select is(play.run(), 'done', 'a cycle that found nothing missing');
delete from shipkeeper.upkeep;
create function play.told_at_once(p_sql text) returns boolean language plpgsql as $$
declare
  v_told text;
begin
  execute p_sql;
  v_told := play.begun();
  raise exception 'enough';
exception
  when raise_exception then
    return v_told like 'refused ❌ Rows without which Shipkeeper cannot work are missing%';
end
$$;
select is(play.told_at_once('select'), false, 'the next one trusts that');
select is(play.told_at_once(format('update shipkeeper.lease set found_whole_at = found_whole_at - interval %L', i)), told, 'after ' || i)
from (values ('59 minutes', false), ('61 minutes', true), ('-1 minute', true)) as a (i, told);
select is(play.told_at_once('update shipkeeper.lease set found_whole_in = 1'), true, 'but in a copy');
select is(
  play.told_at_once('select f.outcome from shipkeeper_runner.finish_cycle(play.start(), ''failed'') as f'), true, 'after a cycle that failed'
);
select is(play.told_at_once('select play.start()'), true, 'while one has not ended');
select is(play.told_at_once('delete from shipkeeper.lease'), true, 'and where the lease itself is missing');

select * from finish();
rollback;
