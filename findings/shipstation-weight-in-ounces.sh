#!/usr/bin/env bash
# shipstation 0.1.3 (Python client of ShipStation's API)
# Guess:  three items of 100 grams and one of 50 weigh 350 grams, as the order's weight too.
# Seen:   the numbers of the items' weights are added and called ounces, whatever their unit.
# Means:  an order in ShipStation may hold a weight 28 times the true one while its lines are right. Nothing of ours may
#         be derived from an order's weight; what is in the lines decides.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages shipstation==0.1.3
seen=$("$python" - <<'PY'
from shipstation.api import ShipStationItem, ShipStationOrder, ShipStationWeight

order = ShipStationOrder(order_number="1001")
for quantity, grams in ((3, 100), (1, 50)):
    item = ShipStationItem(sku="17612", name="Tea", quantity=quantity, unit_price=1)
    item.set_weight(ShipStationWeight(units="grams", value=grams))
    order.add_item(item)
sent = order.as_dict()
print([item["weight"]["units"] for item in sent["items"]], sent["weight"])
PY
)
expect "units of the items, the order's weight" "['grams', 'grams'] {'units': 'ounces', 'value': 350}" "$seen"
