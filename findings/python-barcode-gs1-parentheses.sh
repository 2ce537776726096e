#!/usr/bin/env bash
# python-barcode 0.16.1, class Gs1_128, read with zxing-cpp 3.1.1 and biip 5.2.0
# Guess:  '(01)...(10)...(17)...', the way GS1-128 is written for people, becomes the three element strings.
# Seen:   the symbol says that it is GS1 (]C1), but the parentheses are in the data, and there is no separator behind the lot;
#         without parentheses the expiry becomes a part of the lot, unless one writes the separator oneself as U+00F1.
# Means:  a parser that is strict (biip) finds no lot, one that is not finds the lot 1761217261231. A lot that ends in 17 and
#         six digits of a date is probably one that swallowed its expiry: worth a warning where lots are entered.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages python-barcode==0.16.1 zxing-cpp==3.1.1 biip==5.2.0 pillow==13.0.0
seen=$("$python" - <<'PY'
import io
import barcode
import biip
import zxingcpp
from barcode.writer import ImageWriter
from PIL import Image

for text in ("(01)09506000134352(10)17612(17)261231", "0109506000134352101761217261231"):
    png = io.BytesIO()
    barcode.get_barcode_class("gs1_128")(text, writer=ImageWriter()).write(png, {"module_width": 0.4, "quiet_zone": 10})
    [symbol] = zxingcpp.read_barcodes(Image.open(png))
    data = bytes(symbol.bytes).decode()
    message = biip.parse(symbol.symbology_identifier + data).gs1_message
    print(symbol.symbology_identifier, data, "lot", message and message.element_strings.get(ai="10").value, end="; ")
PY
)
expect 'symbology, data and lot' \
  ']C1 (01)09506000134352(10)17612(17)261231 lot None; ]C1 0109506000134352101761217261231 lot 1761217261231; ' "$seen"
