#!/usr/bin/env bash
# epcdltranslator 1.0.0 with gtin 1.3.1649173518 (EPC URI to GS1 Digital Link)
# Guess:  urn:epc:id:sscc:0614141.1234567890 becomes https://id.gs1.org/00/106141412345678908, the example of GS1's standard.
# Seen:   a link with 14 digits, in which a part of the serial number is missing: SSCCs that differ there share ten links, as
#         the check digit tells them apart only. A GSIN (shipment) is cut likewise; a GTIN with a lot comes out right.
# Means:  pallets merge in a system that was fed through it. An identifier is checked for its length before it is used as a key.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages epcdltranslator==1.0.0 gtin==1.3.1649173518
seen=$("$python" - <<'PY'
from epcdltranslator import epcDLTranslator

identifiers = "id:sscc:0614141.1234567890", "id:sscc:0614141.1999967890", "id:gsin:0614141.123456789", "class:lgtin:0614141.812345.0017612"
for identifier in identifiers:
    print(epcDLTranslator("urn:epc:" + identifier).removeprefix("https://id.gs1.org/"), end=" ")
PY
)
expect 'two SSCCs, a GSIN, a GTIN with a lot' '00/10614141678901 00/10614141678905 402/46141411567890 01/80614141123458/10/0017612 ' "$seen"
