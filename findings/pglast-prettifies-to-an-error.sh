#!/usr/bin/env bash
# pglast 8.8 (PostgreSQL's own parser for Python)
# Guess:  what prettify() prints of a statement that it parsed means the same, and parses.
# Seen:   a partial unique index with `nulls not distinct` (since 15) gets that clause behind its where: a syntax error.
# Means:  formatting a migration can break it, and an index of this very kind is what keeps one row a line of ShipStation's.
#         A formatter's output is to be parsed again before it is kept; our lint only complains, it never rewrites.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages pglast==8.8
seen=$("$python" - <<'PY'
import pglast

for end in ("nulls not distinct", "where open", "nulls not distinct where open"):
    pretty = pglast.prettify(f"create unique index i on o (a) {end}")
    try:
        pglast.parse_sql(pretty)
        print("parses", end="; ")
    except pglast.parser.ParseError as refusal:
        print(refusal.args[0], end="; ")
PY
)
expect 'one clause, the other, both' 'parses; parses; syntax error at or near "NULLS"; ' "$seen"
