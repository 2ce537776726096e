#!/usr/bin/env bash
# gsone 0.1.0 (check digits and SSCC), read by python-stdnum 2.2
# Guess:  get_barcode_sscc() gives "(00)" and 18 digits, the extension digit among them, with a check digit over all 17.
# Seen:   19 digits: the company prefix and serial number are filled up to 17 without the extension digit, which the check digit
#         leaves out, so that it is 2 for every extension. No SSCC that it makes is valid.
# Means:  an SSCC from a warehouse's own labels need not have 18 digits or a right check digit. Keep such text as it came and
#         compare it as text; a check on it belongs in a report, not in a constraint.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages gsone==0.1.0 python-stdnum==2.2
seen=$("$python" - <<'PY'
from gsone.gsone import get_barcode_sscc
from stdnum import gs1_128

for extension in "03":
    label = get_barcode_sscc("0614141", "123456789", ext=extension)
    print(label, gs1_128.is_valid(label), end="; ")
print(gs1_128.is_valid("(00)306141411234567892"), gs1_128.is_valid("(00)106141412345678908"))
PY
)
expect 'SSCCs made, valid; two of 18 digits, valid' '(00)0061414101234567892 False; (00)3061414101234567892 False; True True' "$seen"
