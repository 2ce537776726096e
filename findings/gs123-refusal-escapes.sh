#!/usr/bin/env bash
# gs123 4.0.1 (GS1 barcodes to EPC URNs)
# Guess:  a barcode of a GTIN, a serial number, an expiry and a lot in any of GS1's orders is read; one that is not raises an
#         exception that `except Exception` takes.
# Seen:   with an expiry and a lot, only serial numbers of 10 to 13 characters are read, and a GTIN with a lot alone not at
#         all. The refusal is a BaseException: `except Exception` lets it through and the program ends, as for Ctrl-C.
# Means:  one label ends a whole import. A step that handles orders one by one must be able to fail one by one: in our SQL
#         each order has its own subtransaction, whatever the error's kind.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages gs123==4.0.1
seen=$("$python" - <<'PY'
from gs123.conversion import BarcodeConverter

for rest in ("(21)1234567890(17)261231(10)17612", "(21)12345(17)261231(10)17612", "(10)17612"):
    try:
        print("lot", BarcodeConverter("(01)20614141073461" + rest, 7).lot, end="; ")
    except Exception as refusal:
        print("an exception", type(refusal).__name__, end="; ")
    except BaseException as refusal:
        print("not an Exception:", type(refusal).__name__, end="; ")
PY
)
expect 'long serial; short serial; lot alone' 'lot 17612; not an Exception: BarcodeNotValid; not an Exception: BarcodeNotValid; ' "$seen"
