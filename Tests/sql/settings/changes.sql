-- Who changed which setting is kept.
begin;
\ir ../prelude.psql
select plan(4);

create temporary table before as select count(*) as entries from shipkeeper.audit;
update shipkeeper.settings set quota_reserve = quota_reserve;
select is((select count(*) from shipkeeper.audit), (select entries from before), 'what stays as it is is no change');
set local application_name = 'psql of the DBA';
update shipkeeper.settings set quota_reserve = 9, sync_mode = 'full';
select is(
  array(
    select format('%s: %s, %s, %s, %s', object, old_value, new_value, changed_by = session_user::text, application_name)
    from shipkeeper.audit
    order by audit_id desc
    limit 2
  ),
  array['sync_mode: off, full, t, psql of the DBA', 'quota_reserve: 8, 9, t, psql of the DBA'],
  'each setting with its values, the role and the program'
);
select is((select count(*) from shipkeeper.audit), (select entries + 2 from before), 'two entries');
select ok((select changed_at <= clock_timestamp() from shipkeeper.audit order by audit_id desc limit 1), 'and the time');

select * from finish();
rollback;
