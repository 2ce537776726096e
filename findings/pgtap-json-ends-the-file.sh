#!/usr/bin/env bash
# pgTAP 1.2.0 (Debian 12, postgresql-15-pgtap 1.2.0-3) on PostgreSQL 15.20
# Guess:  results_eq() on columns that cannot be compared (json has no equality) is a failed test with a hint, as it is for
#         columns of unequal types.
# Seen:   an error: in the usual transaction around a test file every later test is lost with it, and no summary comes.
# Means:  a harness that counts "not ok" lines sees none. Count the plan, and compare json as jsonb or text.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-pgtap=1.2.0-3
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension pgtap'
test_file() {
  query --set=ON_ERROR_STOP=0 <<SQL | grep -E '^(ok|not ok|ERROR|1\.\.)' | paste -sd ';'
begin;
select plan(2);
select results_eq(\$\$select $1\$\$, \$\$select $2\$\$);
select pass();
select * from finish();
rollback;
SQL
}
expect 'int against bigint' '1..2;not ok 1;ok 2' "$(test_file 1 '1::bigint')"
expect 'json against the same json' \
  '1..2;ERROR:  could not identify an equality operator for type json;ERROR:  current transaction is aborted, commands ignored until end of transaction block;ERROR:  current transaction is aborted, commands ignored until end of transaction block' \
  "$(test_file "'{}'::json" "'{}'::json")"
