#!/usr/bin/env bash
# shipstation 0.1.3 (Python client of ShipStation's API)
# Guess:  an item's quantity and price are sent as JSON numbers, a flag as true or false, options as the list they are.
# Seen:   every value goes through str(): "3", "9.95", "False", and the options as the text of a Python list.
# Means:  an order that such a program made carries no options and a gift that is text. What ShipStation keeps of an
#         order is what its API hands out, not what the shop meant to send: read types from the answer, never assume them.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages shipstation==0.1.3
seen=$("$python" - <<'PY'
import json
from listener import Listener
from shipstation.api import ShipStation, ShipStationItem, ShipStationOrder, ShipStationWeight

api = Listener()
client = ShipStation(key="key", secret="secret")
client.url = api.url
order = ShipStationOrder(order_number="1001")
order.gift = False
item = ShipStationItem(sku="17612", name="Tea", quantity=3, unit_price=9.95, options=[{"name": "Lot", "value": "0017"}])
item.set_weight(ShipStationWeight(units="grams", value=100))
order.add_item(item)
client.add_order(order)
client.submit_orders()
sent = api.requests[0][2]
print(json.dumps([sent["gift"], *(sent["items"][0][name] for name in ("quantity", "unitPrice", "options"))]))
PY
)
expect 'gift, quantity, price and options as sent' \
  '["False", "3", "9.95", "[{'"'name': 'Lot', 'value': '0017'"'}]"]' "$seen"
