#!/usr/bin/env bash
# python-stdnum 2.2, stdnum.gs1_128 (GS1 element strings)
# Guess:  encode({'3103': Decimal('0.5')}) writes AI 3103, a net weight with three decimals: 3103000500.
# Seen:   the identifier asked for is replaced by the one that fits the Decimal's own places (3101000005); the same weight as
#         Decimal('0.500') keeps 3103, so two equal numbers give two labels, and a lookup by '3103' fails on the first.
# Means:  the number of decimals in a value is not a fact about it. Our amounts are whole cents for that reason.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages python-stdnum==2.2
seen=$("$python" - <<'PY'
from decimal import Decimal
from stdnum import gs1_128

for text in ("0.5", "0.500"):
    label = gs1_128.encode({"3103": Decimal(text)})
    print(text, label, *gs1_128.info(label), end="; ")
PY
)
expect 'weight, element string, identifiers read back' '0.5 3101000005 3101; 0.500 3103000500 3103; ' "$seen"
