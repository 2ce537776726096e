-- The lease's row in another's hands: a second host at this very moment, or an operator at work.
begin;
\ir ../prelude.psql
select plan(3);
create extension dblink;
select dblink_connect('other', format(
  'host=%s port=%s dbname=%s user=%s', current_setting('unix_socket_directories'), current_setting('port'), current_database(), current_user
));
select dblink_exec('other', 'begin'), dblink_exec('other', 'lock table shipkeeper.lease in row share mode');
select * from dblink('other', 'select true from shipkeeper.lease for update') as t (held boolean);
select results_eq(
  $$ select * from shipkeeper_runner.begin_cycle('host:1', 1, '{"kind": "run"}') $$,
  $$ values ('busy', null::bigint, 'info', 'Another cycle or an operator is at work - nothing to do') $$, 'the runner does not wait'
);
select is((select count(*) from shipkeeper.cycle), 0::bigint, 'and starts nothing');
select dblink_exec('other', 'rollback');
select is(play.run(), 'done', 'the next one starts');

select * from finish();
rollback;
