#!/usr/bin/env bash
# duckdb 1.5.5 with duckdb-extension-postgres-scanner 1.5.5 on PostgreSQL 15.20
# Guess:  NaN and Infinity in a numeric column, which DuckDB's decimal cannot hold, raise an error, or arrive as such in the
#         double that a numeric without a scale becomes.
# Seen:   all three are 0, in both, without an error; yet where n > 5 goes to PostgreSQL and finds them.
# Means:  a division's NaN counts as an amount of 0.00 in an analyst's sum instead of standing out. Keep it out of the table with a
#         check (amount < 'Infinity'); our amounts are whole cents in bigint, which has no such values.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages duckdb==1.5.5 duckdb-extension-postgres-scanner==1.5.5
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create table amount (n numeric, d numeric(12,2))' \
  -c "insert into amount values ('NaN', 'NaN'), ('Infinity', null), ('-Infinity', null)"
seen=$("$python" - <<'PY'
import glob, os, sys
import duckdb

(extension,) = glob.glob(sys.prefix + "/lib/python3*/site-packages/duckdb_extension_postgres_scanner/extensions/*/*.duckdb_extension")
duck = duckdb.connect(config={"allow_unsigned_extensions": "true"})
duck.load_extension(extension)
duck.execute(f"attach 'host={os.environ['PGHOST']} user=postgres dbname=postgres' as shop (type postgres, read_only)")
for statement in ("select n, d::varchar from shop.amount", "select n from shop.amount where n > 5"):
    print(duck.execute(statement).fetchall(), end=" ")
PY
)
expect 'NaN, Infinity, -Infinity; those above 5' "[(0.0, '0.00'), (0.0, None), (0.0, None)] [(0.0,), (0.0,)] " "$seen"
