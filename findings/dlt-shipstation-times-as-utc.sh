#!/usr/bin/env bash
# dlt 1.31.0 (data load tool) with psycopg2-binary 2.9.13 on PostgreSQL 15.20
# Guess:  texts of a JSON document become text columns; a time that is recognised and has no offset is a timestamp without one.
# Seen:   any text in ISO form becomes timestamp with time zone, and one without an offset is taken for UTC: orderDate of
#         ShipStation, which is Pacific time, is eight hours off. A lot that is spelt like one becomes a time as well.
# Means:  a warehouse that was loaded with dlt puts evening orders on the wrong day. Give orderDate and lots a type in the
#         resource's columns; our casts read ShipStation's times in America/Los_Angeles.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages dlt==1.31.0 psycopg2-binary==2.9.13
start_server "$root/usr/lib/postgresql/15/bin"
export DLT_DATA_DIR=$folder/dlt RUNTIME__DLTHUB_TELEMETRY=false RUNTIME__LOG_LEVEL=ERROR
"$python" - 2>load.log <<'PY'
import os
import dlt

server = f"postgresql://postgres:any@{os.environ['PGHOST'].replace('/', '%2F')}/postgres"
pipeline = dlt.pipeline("ship", destination=dlt.destinations.postgres(server), dataset_name="ship")
order = {"orderId": 1, "orderDate": "2026-11-28T17:30:00.0000000", "lot": "20261128T17"}
pipeline.run([order], table_name="orders")
PY
expect 'types' 'timestamp with time zone, timestamp with time zone' "$(query -c "
  select string_agg(data_type, ', ') from information_schema.columns
  where table_name = 'orders' and column_name in ('order_date', 'lot')")"
expect 'orderDate and lot' '2026-11-28 17:30:00+00|2026-11-28 17:00:00+00' "$(query -c "set timezone = 'UTC'" \
  -c 'select order_date, lot from ship.orders')"
