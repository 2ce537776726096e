#!/usr/bin/env bash
# python-barcode 0.16.1, class Code39, read with zxing-cpp 3.1.1
# Guess:  a label LOT17 is scanned as LOT17.
# Seen:   a check character is added that Code 39 does not ask for and scanners do not take off as they come: LOT17$.
# Means:  the lot in a shop's table and the lot a scanner types differ by one character at the end, which can be a letter or a
#         digit (17612 is scanned as 17612H). Two lots of a SKU where one is the other plus a character are such a pair.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages python-barcode==0.16.1 zxing-cpp==3.1.1 pillow==13.0.0
seen=$("$python" - <<'PY'
import io
import barcode
import zxingcpp
from barcode.writer import ImageWriter
from PIL import Image

for lot in ("LOT17", "17612"):
    png = io.BytesIO()
    barcode.get_barcode_class("code39")(lot, writer=ImageWriter()).write(png, {"module_width": 0.4, "quiet_zone": 10})
    [symbol] = zxingcpp.read_barcodes(Image.open(png))
    print(lot, "->", symbol.text, end="; ")
PY
)
expect 'lot printed -> lot scanned' 'LOT17 -> LOT17$; 17612 -> 17612H; ' "$seen"
