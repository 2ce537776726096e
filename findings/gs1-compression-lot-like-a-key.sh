#!/usr/bin/env bash
# gs1-compression 0.1.3 (GS1 digital links)
# Guess:  the characters of a lot mean nothing: lots 17, 02 and 8006 are packed like any other.
# Seen:   a value that is spelt like the identifier of a primary key (00, 01, 8006, ...) empties the whole link, GTIN
#         included, without an error: what comes out is the domain.
# Means:  one lot number of many makes a code that leads nowhere. A short lot that equals a code of some format is the test
#         case to add wherever lots pass through a parser.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages gs1-compression==0.1.3
seen=$("$python" - <<'PY'
from gs1 import compress_gs1_digital_link

for value in ("10/17", "10/01", "10/8006", "21/01"):
    link = f"https://id.gs1.org/01/09506000134352/{value}"
    short = compress_gs1_digital_link(digital_link_uri=link, use_optimizations=False, compress_other_key_value_pairs=False)
    print(value, "->", short.removeprefix("https://id.gs1.org/") or "nothing", end="; ")
PY
)
expect 'value, what is left behind the domain' '10/17 -> ARFKk4XBoCAER; 10/01 -> nothing; 10/8006 -> nothing; 21/01 -> nothing; ' "$seen"
