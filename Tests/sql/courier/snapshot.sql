-- A cycle whose transactions see one snapshot is refused: a line committed before the header's lock would not be seen.
begin isolation level repeatable read;
\ir ../prelude.psql
select plan(3);

select results_eq(
  $$ select outcome, cycle, level, message from shipkeeper_runner.begin_cycle('host:1', 2, '{"kind": "run"}') $$,
  format(
    'values (''refused'', null::bigint, ''error'', %L)',
    format(
      '❌ The runner''s transactions are repeatable read: '
      'alter role %I set default_transaction_isolation = ''read committed''', session_user
    )
  ), 'refused, with what to do'
);
select is((select count(*) from shipkeeper.cycle), 0::bigint, 'no cycle began');
select is((select cycle_id from shipkeeper.lease), null, 'and none holds the lease');

select * from finish();
rollback;
