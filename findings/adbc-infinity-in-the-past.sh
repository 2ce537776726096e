#!/usr/bin/env bash
# adbc-driver-postgresql 1.13.0 with pyarrow 26.0.1 on PostgreSQL 15.20
# Guess:  timestamptz 'infinity' and date 'infinity' become an error, or a moment far in the future.
# Seen:   the offset between the two calendars is added to the largest number and overflows: both infinities are one moment
#         some 292,000 years back, 'infinity' even a microsecond before '-infinity'; the date likewise. No error.
# Means:  "valid until infinity" reads as long expired in a data frame, a filter on it drops every open row. None of our views
#         shows an infinity; a date of "never" in the shop's tables is better null.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages adbc-driver-postgresql==1.13.0 pyarrow==26.0.1
start_server "$root/usr/lib/postgresql/15/bin"
seen=$("$python" - <<'PY'
import os
import adbc_driver_postgresql.dbapi

with adbc_driver_postgresql.dbapi.connect(f"postgresql:///postgres?host={os.environ['PGHOST']}&user=postgres") as connection:
    cursor = connection.cursor()
    for value in ("timestamptz 'infinity'", "timestamptz '-infinity'", "date 'infinity'"):
        cursor.execute(f"select {value}")
        print(cursor.fetch_arrow_table().column(0)[0].value, end=" ")
PY
)
expect 'microseconds and days since 1970' '-9222425352054775809 -9222425352054775808 -2147472692 ' "$seen"
