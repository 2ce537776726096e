#!/usr/bin/env bash
# shipstation 0.1.3 (Python client of ShipStation's API)
# Guess:  an answer of 429 (too many requests) to a list or to an order is an error of the client's, and a list is returned.
# Seen:   no answer is ever looked at: a list returns None whatever came, a refused order looks like one that was taken.
# Means:  a shop whose program uses it believes that orders are in ShipStation which are not. That an order is missing
#         there proves nothing about the shop's intent: our 404 handling counts and stops rather than cancelling in bulk.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages shipstation==0.1.3
seen=$("$python" - <<'PY'
from listener import Listener
from shipstation.api import ShipStation, ShipStationOrder

api = Listener(status=429, body={"Message": "Too Many Requests"}, headers={"Retry-After": "30"})
client = ShipStation(key="key", secret="secret")
client.url = api.url
client.add_order(ShipStationOrder(order_number="1001"))
refused = [client.fetch_orders({"order_status": "shipped"}), client.submit_orders()]
api.status, api.body = 200, {"orders": [{"orderId": 1}], "total": 1, "page": 1, "pages": 1}
print(refused, client.fetch_orders({"order_status": "shipped"}), len(api.requests))
PY
)
expect 'list and order refused, list granted, requests' '[None, None] None 3' "$seen"
