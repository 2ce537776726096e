#!/usr/bin/env bash
# sqlfluff 4.5.0 (dialect postgres, default rules) on PostgreSQL 15.20
# Guess:  sqlfluff fix writes join ... using as join ... on (ST07) only where the result stays the same: not above select *.
# Seen:   it does it for select *: there are two columns named id instead of the merged one, and the first is null for rows that
#         only the right table has. A query around it fails where it names id.
# Means:  a comparison of two systems' orders by full join, the very query that shows what is missing, loses the numbers of the
#         missing ones. Exclude ST07, or list the columns: then the fix leaves using alone.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages sqlfluff==4.5.0
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create table shop as select 1 as id, 10 as cents' -c 'create table ship as select 2 as id, 20 as weight'
cat >star.sql <<'SQL'
select *
from shop
full join ship using (id);
SQL
sed 's/[*]/id, cents, weight/' star.sql >listed.sql
expect 'order, cents, weight' '1|10|
2||20' "$(query -f star.sql | LC_ALL=C sort)"
"$folder/venv/bin/sqlfluff" fix --quiet --dialect=postgres star.sql listed.sql >fix.log || true
expect 'after the fix' '1|10||
||2|20' "$(query -f star.sql | LC_ALL=C sort)"
expect 'after the fix, with columns listed' '1|10|
2||20' "$(query -f listed.sql | LC_ALL=C sort)"
