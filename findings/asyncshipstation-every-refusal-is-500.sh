#!/usr/bin/env bash
# AsyncShipStation 0.2.1.8 (Python client of ShipStation's API)
# Guess:  the first half of what a call returns is the status of the answer: 404 for an unknown order, 429 for too many.
# Seen:   every refusal of API v1 comes back as 500 with the code "unknown"; the true status is inside a text.
# Means:  a program that tells "gone" from "try later" by that number treats a missing order as an outage and retries for
#         ever. Where such a program feeds the shop, an order that was deleted in ShipStation stays open: that is ours to find.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages AsyncShipStation==0.2.1.8
seen=$("$python" - <<'PY'
import asyncio
from AsyncShipStation import OrderPortal, ShipStationClient
from AsyncShipStation.common.base import ConnectionConfig
from listener import Listener


async def main():
    api = Listener(body={"Message": "refused"})
    connection = await ShipStationClient.connect(
        v1_key="key", v1_secret="secret", v2_key="key", config=ConnectionConfig(v1_endpoint=api.url, v2_endpoint=api.url)
    )
    for api.status in (401, 404, 429):
        status, body = await OrderPortal.where(connection, orderNumber="1001")
        print(f"{api.status} -> {status} {body['errors'][0]['error_code']}", end="; ")


asyncio.run(main())
PY
)
expect 'answered -> returned' '401 -> 500 unknown; 404 -> 500 unknown; 429 -> 500 unknown; ' "$seen"
