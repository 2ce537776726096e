#!/usr/bin/env bash
# AsyncShipStation 0.2.1.8 (Python client of ShipStation's API)
# Guess:  a connection made with retries=4 (also the default) asks again after a 429 that says Retry-After: 0.
# Seen:   one request, whatever `retries` says: the setting makes two connections unequal and does nothing else.
# Means:  it shares the account's quota of 40 a minute with us and loses a page at the first 429. Our reserve
#         (quota_reserve) is what protects such a neighbour; nothing on its side does.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages AsyncShipStation==0.2.1.8
seen=$("$python" - <<'PY'
import asyncio
from AsyncShipStation import OrderPortal, ShipStationClient
from AsyncShipStation.common.base import ConnectionConfig
from listener import Listener


async def main():
    for retries in (0, 4):
        api = Listener(status=429, body={"Message": "Too Many Requests"}, headers={"Retry-After": "0"})
        config = ConnectionConfig(v1_endpoint=api.url, v2_endpoint=api.url, retries=retries)
        connection = await ShipStationClient.connect(v1_key="key", v1_secret="secret", v2_key="key", config=config)
        await OrderPortal.where(connection, orderStatus="shipped")
        print(f"retries={retries}: {len(api.requests)} request", end="; ")


asyncio.run(main())
PY
)
expect 'requests after a 429' 'retries=0: 1 request; retries=4: 1 request; ' "$seen"
