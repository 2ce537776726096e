#!/usr/bin/env bash
# connectorx 0.4.6 on PostgreSQL 15.20
# Guess:  a jsonb column arrives as the text that PostgreSQL gives for it.
# Seen:   it is parsed and written anew, its numbers as floating point: an id of 23 digits becomes 1.2345678901234568e22, a
#         price of 19.90 becomes 19.9.
# Means:  an order's document that is archived through it is another document: long ids are lost, hashes differ. Read documents
#         as text (`document::text`); our own keep amounts and ids in columns of their own besides.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages connectorx==0.4.6 pyarrow==26.0.1
start_server "$root/usr/lib/postgresql/15/bin"
seen=$("$python" - <<'PY'
import os
import urllib.parse
import connectorx

server = f"postgresql://postgres@{urllib.parse.quote(os.environ['PGHOST'], safe='')}/postgres"
value = """'{"id": 12345678901234567890123, "price": 19.90}'::jsonb"""
for column in (value, value + "::text"):
    print(connectorx.read_sql(server, f"select {column} as x", return_type="arrow").column(0)[0], end=" ")
PY
)
expect 'as jsonb and as text' \
  '{"id":1.2345678901234568e22,"price":19.9} {"id": 12345678901234567890123, "price": 19.90} ' "$seen"
