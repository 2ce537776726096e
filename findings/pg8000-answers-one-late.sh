#!/usr/bin/env bash
# pg8000 1.31.6 (Python driver) on PostgreSQL 15.20
# Guess:  time '24:00', which PostgreSQL allows and Python's time does not, raises an error, and the connection goes on as after
#         any other error.
# Seen:   it raises, and from then on each statement on that connection returns the rows of the one before it, without an
#         error: the rest of the failed answer was left unread.
# Means:  a script goes on after one bad row and writes another order's figures. An error that the client raised, not the
#         server, is a reason to close the connection.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages pg8000==1.31.6
start_server "$root/usr/lib/postgresql/15/bin"
seen=$("$python" - <<'PY'
import os
import pg8000.native

connection = pg8000.native.Connection("postgres", database="postgres", unix_sock=os.environ["PGHOST"] + "/.s.PGSQL.5432")
for statement in ("select 1/0", "select 1", "select time '24:00'", "select 2", "select 3", "select 4"):
    try:
        print(connection.run(statement), end=" ")
    except (pg8000.native.DatabaseError, ValueError) as refusal:
        print(type(refusal).__name__, end=" ")
PY
)
expect 'select 1/0, 1, 24:00, 2, 3, 4' 'DatabaseError [[1]] ValueError None [[2]] [[3]] ' "$seen"
