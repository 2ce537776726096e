#!/usr/bin/env bash
# python-barcode 0.16.1, class EuropeanArticleNumber14, read with zxing-cpp 3.1.1
# Guess:  ean14 prints a GTIN-14 in a symbol that a scanner reads (ITF-14, or GS1-128 with AI 01).
# Seen:   the number and its check digit are right, the bars are the halves of an EAN-13 stretched to fourteen digits: no
#         reader of any format finds a code in it. The EAN-13 of the same product beside it is read.
# Means:  a case label that prints well and scans as nothing is typed in by hand: the SKU is then what a person typed.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages python-barcode==0.16.1 zxing-cpp==3.1.1 pillow==13.0.0
seen=$("$python" - <<'PY'
import io
import barcode
import zxingcpp
from barcode.writer import ImageWriter
from PIL import Image

for kind, number in (("ean14", "0950600013435"), ("ean13", "950600013435")):
    png = io.BytesIO()
    code = barcode.get_barcode_class(kind)(number, writer=ImageWriter())
    code.write(png, {"module_width": 0.4, "quiet_zone": 10})
    print(code.get_fullcode(), [symbol.text for symbol in zxingcpp.read_barcodes(Image.open(png))], end="; ")
PY
)
expect 'number, what is read' "09506000134352 []; 9506000134352 ['9506000134352']; " "$seen"
