#!/usr/bin/env bash
# gs1-compression 0.1.3 (GS1 digital links)
# Guess:  a link that is compressed and decompressed is the link it was, its lot (AI 10, text) included.
# Seen:   a lot of digits is packed as a number: 0017612 comes back as 17612, a serial number 007 (AI 21) as 7.
# Means:  two lots of a product become one on the way through a printed code. Lots are text to us everywhere, compared
#         character by character; a scan that misses by leading zeros only is a different lot until somebody says otherwise.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages gs1-compression==0.1.3
seen=$("$python" - <<'PY'
from gs1 import compress_gs1_digital_link, decompress_gs1_digital_link

for value in ("10/17612", "10/A017612", "10/0017612", "21/007"):
    link = f"https://id.gs1.org/01/09506000134352/{value}"
    short = compress_gs1_digital_link(digital_link_uri=link, use_optimizations=False, compress_other_key_value_pairs=False)
    print(value, "->", decompress_gs1_digital_link(short, use_short_text=False).removeprefix("https://id.gs1.org/01/09506000134352/"), end="; ")
PY
)
expect 'value before -> after both ways' \
  '10/17612 -> 10/17612; 10/A017612 -> 10/A017612; 10/0017612 -> 10/17612; 21/007 -> 21/7; ' "$seen"
