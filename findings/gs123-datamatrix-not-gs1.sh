#!/usr/bin/env bash
# gs123 4.0.1, GS1DataMatrix, read with zxing-cpp 3.1.1
# Guess:  GS1DataMatrix('(01)...(10)...(17)...') makes a GS1 DataMatrix: a scanner says ]d2, no parentheses are in the data, and a
#         separator stands behind the lot.
# Seen:   a plain DataMatrix (]d1) whose data are those characters, parentheses included.
# Means:  a scanner set to GS1 refuses it, one that passes text on hands over "(10)17612": lots that come from a scan can carry
#         their label's syntax. A lot with a parenthesis in it deserves a look before it goes into an order.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages gs123==4.0.1 zxing-cpp==3.1.1 pillow==13.0.0
seen=$("$python" - <<'PY'
import io
import zxingcpp
from gs123.datamatrix import GS1DataMatrix
from PIL import Image

png = GS1DataMatrix("(01)09506000134352(10)17612(17)261231").png(scale=10, quiet_zone=4)
[symbol] = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
print(symbol.symbology_identifier, bytes(symbol.bytes).decode())
PY
)
expect 'symbology and data' ']d1 (01)09506000134352(10)17612(17)261231' "$seen"
