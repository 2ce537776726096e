#!/usr/bin/env bash
# dlt 1.31.0 (data load tool) with psycopg2-binary 2.9.13 on PostgreSQL 15.20
# Guess:  where a number was first and a text comes later, the text gets a column of its own (lot__v_text), as 1.5 does after 1.
# Seen:   a text that can be read as the first value's type is changed into it: lot 0017 after lot 5 is 17, gift "yes" after true is
#         true. Only what cannot be read so is put aside.
# Means:  one lot or SKU without quotes in the first load takes the zeros from all that follow, and lots 17 and 0017 become one.
#         Declare such columns as text before the first load; ours are text from ShipStation's bytes on.
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
for lot, gift in ((5, True), ("0017", "yes"), ("A17", False), (1.5, False)):
    pipeline.run([{"lot": lot, "gift": gift}], table_name="items")
PY
expect 'lots: number, text, floating point; gift' '5|||t
17|||t
|A17||f
||1.5|f' "$(query -c 'select lot, lot__v_text, lot__v_double, gift from ship.items order by _dlt_load_id')"
