#!/usr/bin/env bash
# zint 2.11.1 (Debian 2.11.1-1), read with zxing-cpp 3.1.1
# Guess:  --barcode=EANX takes a GTIN-8 with its check digit (96385074) as it takes an EAN-13 with its own: checks it, prints it.
# Seen:   eight digits are taken for the first digits of an EAN-13: zeros in front, a new check digit behind, another product.
#         Only seven digits, the check digit left off, give the EAN-8. No warning, exit status 0.
# Means:  a small product's label scans as 0000963850742. SKUs that are GTINs are to be compared with all their digits; ours
#         never strips or adds zeros.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages zint=2.11.1-1 libzint2.11=2.11.1-1
python_packages zxing-cpp==3.1.1 pillow==13.0.0
seen=
for number in 9638507 96385074; do
  zint --barcode=EANX --data="$number" --output=code.png --scale=3 --whitesp=10 --vwhitesp=5
  seen+="$number -> $("$python" -c '
import zxingcpp
from PIL import Image
print(*(symbol.text for symbol in zxingcpp.read_barcodes(Image.open("code.png").convert("L"))))'); "
done
expect 'digits given -> number read' '9638507 -> 96385074; 96385074 -> 0000963850742; ' "$seen"
