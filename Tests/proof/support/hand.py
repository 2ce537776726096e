"""The runner by hand: the four functions, called as the runner's login, with answers that the caller makes up.

For proofs and measurements, and for trying one case in `Tests/sql/run --psql`'s server or any other: PG* say where. A wait is not waited
for, unless `waits` is true. What was said stands in `said`.
"""

import datetime
import json
import time
import zoneinfo

import psycopg

PROTOCOL = 2
PACIFIC = zoneinfo.ZoneInfo("America/Los_Angeles")


class Runner:
  """One runner with its own connection; `calls` counts what it has called."""

  def __init__(self, user="shop_runner", waits=False, **connection):
    self.connection = psycopg.connect(user=user, autocommit=True, **connection)
    self.waits, self.cycle, self.calls, self.said, self.durations = waits, None, 0, [], []

  def begin(self, only=None, writes=True, kind="run", worker="hand:1"):
    """Asks for a cycle: the row that begin_cycle returned."""
    options = {"kind": kind, "writes_allowed": writes} | ({"only": only} if only else {})
    row = self._call("begin_cycle(%s, %s, %s::jsonb)", worker, PROTOCOL, json.dumps(options))[-1]
    self.cycle = row["cycle"]
    return row

  def step(self):
    """One call of next_step: the step that follows what it said."""
    return self._call("next_step(%s)", self.cycle)[-1]

  def next_request(self):
    """Calls until there is a request to send, or the cycle is done."""
    while True:
      step = self.step()
      if step["kind"] in ("send", "done"):
        return step
      if self.waits:
        time.sleep(float(step["seconds"]))

  def answer(self, request, status=200, body=None, headers=None, error=None):
    """Hands an answer over: a dict or list as body is written as JSON, without headers a full quota is told of."""
    if isinstance(body, dict | list):
      body = json.dumps(body)
    if headers is None:
      now = datetime.datetime.now(datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
      headers = f"HTTP/1.1 {status}\r\nDate: {now}\r\nX-Rate-Limit-Limit: 40\r\nX-Rate-Limit-Remaining: 39\r\nX-Rate-Limit-Reset: 60\r\n\r\n"
    headers, body = (text.encode() if isinstance(text, str) else text for text in (headers, body))
    return self._call(
      "accept_response(%s, %s::integer, %s::bytea, %s::bytea, %s::text)", request, status, headers, body, error)[-1]

  def finish(self):
    """Ends the cycle: the last row, once all is said."""
    while True:
      rows = self._call("finish_cycle(%s)", self.cycle)
      if len(rows) < 2:
        return rows[-1] if rows else None

  def _call(self, call, *parameters):
    began = time.perf_counter()
    cursor = self.connection.execute(f"select * from shipkeeper_runner.{call}", parameters)
    names = [column.name for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    self.calls += 1
    self.durations.append((time.perf_counter() - began, call.split("(")[0]))
    self.said += [f"{row['level']}: {row['message']}" for row in rows if row.get("message")]
    return rows


def wall_time(seconds_from_now=0, now=None):
  """A moment as ShipStation writes it: Pacific, without an offset."""
  moment = (now or datetime.datetime.now(datetime.UTC)) + datetime.timedelta(seconds=seconds_from_now)
  return moment.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S.%f0")


def item(number, sku, quantity=1, price=10.0, **other):
  """An item of an order as ShipStation has it."""
  return {
    "orderItemId": number, "lineItemKey": None, "sku": sku, "name": f"Product {sku}", "quantity": quantity, "unitPrice": price,
    "adjustment": False, "options": [],
  } | other


def order(number, order_number, items, **other):
  """An order as ShipStation has it."""
  address = {
    "name": "A Buyer", "company": None, "street1": "1 Example St", "street2": None, "street3": None, "city": "Example", "state": "GA",
    "postalCode": "30301", "country": "US", "phone": None, "residential": None,
  }
  return {
    "orderId": number, "orderNumber": order_number, "orderKey": f"key-{number}", "orderDate": "2025-11-03T00:00:00.0000000",
    "createDate": wall_time(), "modifyDate": wall_time(), "orderStatus": "awaiting_shipment", "customerEmail": "buyer@example.com",
    "billTo": address, "shipTo": address, "items": items, "orderTotal": 10.0, "amountPaid": 10.0, "tagIds": None, "carrierCode": None,
    "serviceCode": None, "packageCode": None, "externallyFulfilled": False,
    "advancedOptions": {"warehouseId": 1, "storeId": 1, "mergedOrSplit": False, "mergedIds": [], "parentId": None},
  } | other
