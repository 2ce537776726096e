#!/usr/bin/env bash
# adbc-driver-postgresql 1.13.0 with pyarrow 26.0.1 on PostgreSQL 15.20
# Guess:  a column of decimal128(12, 2) that adbc_ingest() creates is numeric(12,2), and 12.30 stays 12.30.
# Seen:   the column is numeric without a scale and the value 12.3; a third decimal can be written into it later.
# Means:  an amount that made the round trip is no longer equal as text or in a hash over rows. Compare amounts as numbers,
#         keep them as whole cents; a table that such a tool made is not the table that it read.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages adbc-driver-postgresql==1.13.0 pyarrow==26.0.1
start_server "$root/usr/lib/postgresql/15/bin"
"$python" - <<'PY'
import os
from decimal import Decimal
import adbc_driver_postgresql.dbapi
import pyarrow

amounts = pyarrow.table({"amount": pyarrow.array([Decimal("12.30")], pyarrow.decimal128(12, 2))})
with adbc_driver_postgresql.dbapi.connect(f"postgresql:///postgres?host={os.environ['PGHOST']}&user=postgres") as connection:
    connection.cursor().adbc_ingest("amounts", amounts)
    connection.commit()
PY
expect 'type and value' 'numeric|12.3' "$(query -c "
  select format_type(atttypid, atttypmod), amount from pg_attribute, amounts
  where attrelid = 'amounts'::regclass and attname = 'amount'")"
