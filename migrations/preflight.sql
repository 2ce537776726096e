-- What stands in the way of Shipkeeper in this database. Reads only, changes nothing, shows no personal data.
-- One row a finding: severity (stop: `up` or the runner would fail; warn: works, read it; note: good to know), code, object,
-- finding, remedy. migrations/migrate preflight prints the rows; `psql -X -f migrations/preflight.sql` works as well. `up` refuses at a
-- stop, and does not wait for a look at all rows (stops_only).
begin isolation level repeatable read read only;
set local standard_conforming_strings = on;
-- The server words types and definitions by them.
set local quote_all_identifiers = off;
set local intervalstyle = 'postgres';
set local datestyle = 'ISO, MDY';
set local search_path = pg_catalog, pg_temp;

\ir strangers.sql
\ir reach.sql
-- Without our schemas preflight_tables.sql says so of each table.
select
  :'stranger' <> '' or :'out_of_reach' <> '' and to_regnamespace('shipkeeper') is not null as ends_here,
  case when :'stranger' = '' then 'not_owned' else 'schema_of_another' end as end_code,
  coalesce(nullif(:'stranger', ''), :'out_of_reach') as end_finding \gset
\if :ends_here
select 'stop' as severity, :'end_code' as code, current_database() as object, :'end_finding' as finding, '' as remedy;
\else
-- The tables are read as their owner, where this role may.
select format('set local role %s', c.relowner::regrole)
from pg_class as c
where
  c.oid = to_regclass('public.orders_inbox')
  and pg_has_role(
    session_user, c.relowner, case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end
  ) \gexec

-- Only asking tells.
do $$
begin
  perform '<p/>'::xml;
exception
  when feature_not_supported then
    perform set_config('shipkeeper.server_has_no_xml', 'yes', true);
end
$$;

\ir copies.sql
select 'stop' as severity, :'copy_kind' as code, current_database() as object, :'copy_problem' as finding, '' as remedy where :'is_copy';
-- Of such a copy all else would be told as a fault of the shop's.
select :'copy_kind' in ('', 'other_owner', 'no_privileges', 'schemas_missing') as goes_on \gset
\if :goes_on
\ir owner_by_public.sql
\ir preflight_server.sql
\ir preflight_tables.sql
\ir preflight_side_channels.sql
\ir preflight_columns.sql
\ir preflight_lines.sql
\if :{?stops_only}
\else
\ir preflight_rows.sql
\endif
\endif
\endif
commit;
