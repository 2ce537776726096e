"""What rounds cost. See run."""

import pathlib
import sys
import urllib.parse

import hand
import psycopg

COUNT, GONE, FIRST = int(sys.argv[1]), 20, 2_000_001
owner = psycopg.connect(user="postgres", autocommit=True)


def made(number):
  """When an order was made: one every ten seconds."""
  return hand.wall_time(-10 * (COUNT - (number - FIRST)))


ORDERS = [
  hand.order(
    number, str(number), [hand.item(number * 10, "17612", 2, 19.99), hand.item(number * 10 + 1, "17904", 1, 19.99)],
    orderStatus="awaiting_shipment", createDate=made(number), orderDate=made(number), modifyDate=made(number))
  for number in range(FIRST, FIRST + COUNT)
]
owner.execute("""
  with added as (
    insert into orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
    select n, current_date, 'awaiting_shipment', n, 3 from generate_series(%s::bigint, %s) as n
    returning id
  )
  insert into order_items_inbox (order_inbox_id, sku, quantity)
  select a.id, l.sku, l.quantity from added as a cross join (values ('17612', 2), ('17904', 1)) as l (sku, quantity)
""", (FIRST, FIRST + COUNT - 1))
owner.execute("update shipkeeper.settings set cycle_budget = '1 hour', second_look_after = '1 hour', round_every = '30 days'")
owner.execute("vacuum analyze")
there = ORDERS[GONE:]


def answer(path):
  url = urllib.parse.urlsplit(path)
  if url.path != "/orders":
    return 404, ""
  query = dict(urllib.parse.parse_qsl(url.query))
  found = [
    order for order in there
    if order["orderStatus"] == query["orderStatus"] and order["createDate"] >= query.get("createDateStart", "")
  ]
  page = int(query["page"])
  return 200, {"orders": found[(page - 1) * 500:page * 500], "total": len(found), "page": page, "pages": -(-len(found) // 500)}


def spent(connection):
  return int(pathlib.Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


def round_state():
  return owner.execute("select ended from shipkeeper.round order by round_id desc limit 1").fetchone()[0]


print(f"| {COUNT} open orders, {GONE} of them gone | cycles | requests for lists | by id | longest call, s | processor s | goal: 50 lists, 10 s |")
print("|---|--:|--:|--:|--:|--:|---|")
for name in ("first round", "second round"):
  owner.execute("update shipkeeper.round set started_at = started_at - interval '31 days'")
  owner.execute("update shipkeeper.difference set next_look_at = 'infinity', counted_at = counted_at - interval '1 day'")
  used, cycles, lists, single, longest = 0, 0, 0, 0, 0
  while not cycles or round_state() is None:
    # As the timer does: each cycle is a process and a session of its own.
    runner = hand.Runner()
    before, cycles = spent(runner.connection), cycles + 1
    runner.begin(only=["round"], writes=False)
    step = runner.next_request()
    while step["kind"] == "send":
      lists, single = lists + ("?" in step["path"]), single + ("?" not in step["path"])
      runner.answer(step["request"], *answer(step["path"]))
      step = runner.next_request()
    end = runner.finish()
    used += spent(runner.connection) - before
    longest = max(longest, *(d[0] for d in runner.durations))
    runner.connection.close()
  found = owner.execute("select count(*) from shipkeeper.difference where what = 'gone'").fetchone()[0]
  if (found, round_state(), end["outcome"]) != (GONE, "done", "done"):
    raise SystemExit(f"the round came to {found} differences, {round_state()}, {end}")
  met = "met" if lists <= 50 and single == GONE and used <= 10 else "**missed**"
  print(f"| {name} | {cycles} | {lists} | {single} | {longest:.2f} | {used:.1f} | {met} |")
