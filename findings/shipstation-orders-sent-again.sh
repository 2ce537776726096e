#!/usr/bin/env bash
# shipstation 0.1.3 (Python client of ShipStation's API)
# Guess:  submit_orders() sends what was added since the last time.
# Seen:   the list of orders is never emptied: the second call sends the first call's orders again, and so on.
# Means:  createorder with an order key overwrites, so a program that lives long puts old states back over newer ones, and
#         without a key it makes second orders under one number. modifyDate then jumps for orders that nobody touched, and
#         order numbers are not unique: we go by ShipStation's own id and compare contents before we write.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages shipstation==0.1.3
seen=$("$python" - <<'PY'
from listener import Listener
from shipstation.api import ShipStation, ShipStationOrder

api = Listener()
client = ShipStation(key="key", secret="secret")
client.url = api.url
for number in ("1001", "1002", "1003"):
    client.add_order(ShipStationOrder(order_number=number))
    client.submit_orders()
print(*(body["orderNumber"] for _, _, body in api.requests))
PY
)
expect 'orders as they were sent' '1001 1001 1002 1001 1002 1003' "$seen"
