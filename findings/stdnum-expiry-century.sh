#!/usr/bin/env bash
# python-stdnum 2.2, stdnum.gs1_128 (GS1 element strings)
# Guess:  a year of two digits is taken by GS1's rule (from 49 years back to 50 years ahead), and a date that two digits cannot
#         say is refused on the way out.
# Seen:   a fixed border at 69: (17)761231, 2076 by the rule in 2026, is read as 1976; an expiry in 2077 is written as 77
#         without a word and read back as 1977.
# Means:  the same label has another expiry in another library. Keep a lot's expiry as a date of four digits where it is
#         first read, and never compute "expired" from a label again.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages python-stdnum==2.2
seen=$("$python" - <<'PY'
from datetime import date
from stdnum import gs1_128

print(gs1_128.info("(17)761231")["17"], gs1_128.encode({"17": date(2077, 12, 31)}), gs1_128.info("(17)771231")["17"])
PY
)
expect '76 as read, 2077 as written, that as read' '1976-12-31 17771231 1977-12-31' "$seen"
