#!/usr/bin/env bash
# shipstation-api-wrapper 0.1.2 (Python client of ShipStation's API)
# Guess:  add_note(note, order) adds the note to the order's internalNotes, and is the note alone where there were none.
# Seen:   the note is put before the old text, and an order without notes (null in the API) gets the word "None" behind it.
# Means:  internalNotes of real orders hold "None" that nobody wrote, and the newest note is the first. Whoever reads
#         lots or instructions out of notes must not take that word for a value.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages shipstation-api-wrapper==0.1.2 pydantic==2.14.4
seen=$("$python" - <<'PY'
from listener import Listener
from shipstation_api_wrapper.api import ShipStationClient

api = Listener()
client = ShipStationClient("key", base_url=api.url)
for old in (None, "first"):
    client.orders.add_note("second", {"orderId": 1, "internalNotes": old})
print([body["internalNotes"] for _, _, body in api.requests])
PY
)
expect 'notes as sent' "[' second None', ' second first']" "$seen"
