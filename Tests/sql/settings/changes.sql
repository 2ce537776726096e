-- Who changed which setting is kept.
begin;
\ir ../prelude.psql
select plan(9);

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

-- Whoever may change it leaves a trace, whatever else he may not.
create temporary table mark as select max(audit_id) as latest from shipkeeper.audit;
grant select on mark to public;
create function play.changes() returns text[] language sql as $$
  select array(
    select format('%s: %s, %s, %s', c.object, c.old_value, c.new_value, c.changed_by)
    from shipkeeper.audit as c
    where c.audit_id > (select latest from mark)
    order by c.audit_id
  )
$$;
grant usage on schema shipkeeper to shop_program;
grant select, update on shipkeeper.settings to shop_program;
set local session authorization shop_program;
update shipkeeper.settings set first_poll = '2 hours', placeholder_sku = '?', list_saves_at_least = 2;
reset session authorization;
select is(
  play.changes(), array[
    'first_poll: 01:00:00, 02:00:00, shop_program', 'list_saves_at_least: 1000000, 2, shop_program',
    'placeholder_sku: NO-SKU, ?, shop_program'
  ], 'another role, with no right on the record: each setting it changed'
);
set local role shop_owner;
update shipkeeper.settings set first_poll = '3 hours';
reset role;
select is((play.changes())[4], 'first_poll: 02:00:00, 03:00:00, ' || session_user, 'a role taken on does not hide who logged in');
update shipkeeper.settings set first_poll = '04:00:00';
update shipkeeper.settings set first_poll = '240 minutes';
select is(cardinality(play.changes()), 5, 'the same in other words is no change');
select is(
  play.as_role('shipkeeper_operator', 'delete from shipkeeper.audit'), '42501 permission denied for schema shipkeeper',
  'no operator mends the record'
);
select is(
  (select count(*) from shipkeeper.audit where changed_at not between now() and clock_timestamp()), 0::bigint,
  'the time is the clock''s'
);

select * from finish();
rollback;
