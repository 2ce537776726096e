"""What one would write first: a ghost after the other, one GET and one transaction each. For comparison, not for use.

Reads PG* and SHIPSTATION_* as the runner does. After a 429 it waits as long as it is told; with OBVIOUS_WAITS=0 it asks again at once, for
a stand-in whose clock is moved instead.
"""

import os
import time

import psycopg
import requests

GHOSTS = """
  select o.id, o.shipstation_order_id
  from orders_inbox o
  left join order_items_inbox i on i.order_inbox_id = o.id
  where o.status not in ('shipped', 'cancelled') and o.shipstation_order_id is not null
  group by o.id
  having count(i.id) = 0
  order by o.id
"""


def get(session, order_id):
  while True:
    answer = session.get(f"{os.environ['SHIPSTATION_BASE_URL']}/orders/{order_id}", timeout=10)
    if answer.status_code != 429:
      return answer
    if os.environ.get("OBVIOUS_WAITS") != "0":
      time.sleep(int(answer.headers["X-Rate-Limit-Reset"]) + 1)


def main():
  session = requests.Session()
  session.auth = (os.environ["SHIPSTATION_API_KEY"], os.environ["SHIPSTATION_API_SECRET"])
  with psycopg.connect() as connection:
    ghosts = connection.execute(GHOSTS).fetchall()
    connection.commit()
    for header, order_id in ghosts:
      answer = get(session, order_id)
      with connection.transaction():
        if answer.status_code == 404:
          connection.execute("update orders_inbox set status = 'cancelled', updated_at = now() where id = %s", (header,))
          continue
        answer.raise_for_status()
        order = answer.json()
        for item in order["items"]:
          connection.execute(
            "insert into order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents) values (%s, %s, %s, %s)",
            (header, item["sku"], item["quantity"], round((item["unitPrice"] or 0) * 100)))
        connection.execute(
          "update orders_inbox set status = %s, total_items = %s, updated_at = now() where id = %s",
          (order["orderStatus"], sum(item["quantity"] for item in order["items"]), header))


if __name__ == "__main__":
  main()
