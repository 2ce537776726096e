-- Part of preflight: where bodies of orders, with names and addresses, would leave the database beside the shop's tables.
with login as (
  -- A superuser is a member of every role, and no runner.
  select r.oid, r.rolname
  from pg_roles as r
  where r.rolcanlogin and not r.rolsuper and pg_has_role(r.oid, to_regrole('shipkeeper_runner'), 'member')
),
setting as (
  select
    l.oid as login_oid, s.name,
    coalesce(
      -- The narrower setting counts: that of a role in a database, of a role, of a database, of all.
      (
        select split_part(c.entry, '=', 2)
        from pg_db_role_setting as d
        cross join lateral unnest(d.setconfig) as c (entry)
        where d.setrole in (l.oid, 0) and d.setdatabase in (0, (select b.oid from pg_database as b where b.datname = current_database()))
          and split_part(c.entry, '=', 1) = s.name
        order by d.setrole = 0, d.setdatabase = 0
        limit 1
      ),
      -- What this role or this connection has set for itself is nobody else's.
      (
        select case when g.source in ('user', 'database user', 'client', 'session') then g.boot_val else g.reset_val end
        from pg_settings as g where g.name = s.name
      )
    ) as value
  from login as l
  cross join (
    values ('log_statement'), ('log_min_duration_statement'), ('log_min_duration_sample'), ('log_transaction_sample_rate'),
      ('log_parameter_max_length'), ('log_parameter_max_length_on_error'), ('auto_explain.log_min_duration'),
      ('auto_explain.log_parameter_max_length'), ('pgaudit.log'), ('pgaudit.log_parameter')
  ) as s (name)
),
-- Which settings write parameters of a call, and which one keeps them out.
channel as (
  select l.rolname, s.name, s.value, c.stop_name, c.stop_value
  from login as l
  join setting as s on s.login_oid = l.oid
  join (
    values
      ('log_statement', '^all$', 'log_parameter_max_length', '0'),
      ('log_min_duration_statement', '^\d', 'log_parameter_max_length', '0'),
      ('log_min_duration_sample', '^\d', 'log_parameter_max_length', '0'),
      ('log_transaction_sample_rate', '[1-9]', 'log_parameter_max_length', '0'),
      ('log_parameter_max_length_on_error', '^-|[1-9]', 'log_parameter_max_length_on_error', '0'),
      -- It writes parameters from 16 on.
      (
        'auto_explain.log_min_duration', case when current_setting('server_version_num')::integer >= 160000 then '^\d' else '^$' end,
        'auto_explain.log_parameter_max_length', '0'
      ),
      ('pgaudit.log', '^(?!none$).', 'pgaudit.log_parameter', 'off')
  ) as c (name, is_on, stop_name, stop_value) on c.name = s.name and s.value ~* c.is_on
  where not exists (
    select from setting as t
    where t.login_oid = l.oid and t.name = c.stop_name and t.name <> s.name
      and case when c.stop_value = 'off' then coalesce(t.value, 'off') ~* '^(off|false|no|0)$' else t.value ~ '^0+\D*$' end
  )
)
select
  'warn' as severity, 'bodies_logged' as code, rolname as object,
  format(
    'The server''s log may hold the orders that this role hands over, with names and addresses, in hex: %s.',
    string_agg(format('%s is %s', name, value), ', ' order by name)
  ) as finding,
  format(
    'Run as a superuser: %s', string_agg(distinct format('alter role %I set %s = %s;', rolname, stop_name, stop_value), ' ')
  ) as remedy
from channel
group by rolname
union all
select
  'warn', 'bodies_replicated', p.pubname, 'The publication holds tables of schema shipkeeper: bodies of orders, with names and addresses, leave with them.',
  'Publish the shop''s tables by name.'
from pg_publication as p
-- preflight_server.sql warns of one for all tables.
where not p.puballtables and exists (select from pg_publication_tables as t where t.pubname = p.pubname and t.schemaname = 'shipkeeper')
union all
select
  'warn', 'bodies_replicated', s.slot_name,
  format('The slot decodes with %s, which no publication holds back: bodies of orders, with names and addresses, leave with it.', s.plugin),
  'Let its reader leave out schema shipkeeper, as with filter-tables of wal2json: ''shipkeeper.*''.'
from pg_replication_slots as s
where s.database = current_database() and s.plugin <> 'pgoutput';
