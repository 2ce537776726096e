#!/usr/bin/env bash
# odbc-postgresql 13.02 (psqlODBC, Debian 12) with pyodbc 5.3.0 on PostgreSQL 15.20
# Guess:  infinity, which ODBC's date and timestamp cannot hold, is an error; if not, the farthest date there is.
# Seen:   timestamps come as 9999-12-31 and as January of the year 1, but dates, infinity and -infinity alike, as today's: the
#         driver begins with the present day and fills in what it can read. No error.
# Means:  in Excel or Power BI a price without an end ends today, each day anew, and a sum by day looks right. Give null for "no
#         end" in what analysts read, as our views do.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  odbc-postgresql=1:13.02.0000-2+b1 libodbc2=2.3.11-2+deb12u1 libodbcinst2=2.3.11-2+deb12u1 libltdl7=2.4.7-7~deb12u1
python_packages pyodbc==5.3.0
start_server "$root/usr/lib/postgresql/15/bin"
seen=$("$python" - "$root"/usr/lib/*/odbc/psqlodbcw.so <<'PY'
import datetime, os, sys
import pyodbc

cursor = pyodbc.connect(f"DRIVER={sys.argv[1]};SERVER={os.environ['PGHOST']};PORT=5432;DATABASE=postgres;UID=postgres").cursor()
for value in ("timestamptz 'infinity'", "timestamptz '-infinity'", "date 'infinity'", "date '-infinity'"):
    found = cursor.execute("select " + value).fetchone()[0]
    print("today" if found == datetime.date.today() else found, end=" ")
PY
)
expect 'timestamps, dates' '9999-12-31 23:59:59 0001-01-01 00:00:00 today today ' "$seen"
