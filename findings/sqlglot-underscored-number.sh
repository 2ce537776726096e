#!/usr/bin/env bash
# sqlglot 30.30.0
# Guess:  SQL that is read as PostgreSQL's and written as PostgreSQL's keeps its values.
# Seen:   1_000 (a thousand since PostgreSQL 16) becomes 1 AS _000: another value and a column of that name, no error.
# Means:  a tool built on it (lineage, dbt adapters, linters' fixes) turns a limit of 1_000 into 1. Write numbers without
#         underscores in SQL that others read; ours are written so, since 15 does not know them either.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages sqlglot==30.30.0
expect 'select 1_000' 'SELECT 1 AS _000' "$("$python" -c "
import sqlglot
print(*sqlglot.transpile('select 1_000', read='postgres', write='postgres'))")"
