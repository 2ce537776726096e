"""Hands spoiled answers to the four functions and looks at what became of the shop. See the script `run`."""

import argparse
import collections
import json
import multiprocessing
import random
import re
import sys
import time
import traceback

import psycopg

import answers
import model
from documents import Object, Raw, copy, read, write

OPEN = ("pending", "uploaded", "awaiting_shipment", "failed", "synced_manual", "on_hold", "awaiting_payment")
KINDS = ("ghosts",) * 3 + ("lists",) * 3 + ("sync",) * 8 + ("lots",) * 3 + ("scan",)
LOT_OF = {"17612": "250300", "18795": "11001"}


class Violation(Exception):
  """Something that must hold does not."""


class Shop:
  """A database of its own, made from a template, and the two connections to it."""

  def __init__(self, worker):
    self.worker, self.count, self.database = worker, 0, None
    self.runner = self.owner = None

  def renew(self, template):
    """A fresh copy of a template."""
    self.close()
    self.count += 1
    self.database = f"fuzz_{self.worker}_{self.count}"
    with psycopg.connect(dbname="postgres", user="postgres", autocommit=True) as server:
      server.execute(f"create database {self.database} template {template}")
    self.owner = psycopg.connect(dbname=self.database, user="postgres", autocommit=True)
    self.runner = psycopg.connect(dbname=self.database, user="shop_runner", autocommit=True)

  def close(self):
    if self.database is None:
      return
    self.owner.close()
    self.runner.close()
    with psycopg.connect(dbname="postgres", user="postgres", autocommit=True) as server:
      server.execute(f"drop database {self.database} with (force)")
    self.database = None


class Batch:
  """One cycle with its answers, from a seed of its own."""

  def __init__(self, shop, seed, number, contracted, orders):
    self.shop, self.orders, self.contracted = shop, orders, contracted
    self.rng = random.Random(f"{seed}/{number}")
    self.kind = self.rng.choice(KINDS)
    # The drawing decides, not the batch's number: both ways meet both shops.
    self.is_grammar = self.rng.random() < 0.5
    self.history, self.slowest, self.handed = [], (0, ""), 0
    self.count = collections.Counter()
    self.versions, self.gone, self.is_unsure = collections.defaultdict(list), set(), False
    self.date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())

  # MARK: The protocol

  def call(self, sql, *parameters):
    """A call of one of the four functions: it must not raise."""
    began = time.monotonic()
    try:
      cursor = self.shop.runner.execute(sql, parameters, binary=False)
      rows = cursor.fetchall()
    except psycopg.Error as error:
      raise Violation(f"{sql.split('(')[0].split('.')[-1]} raised {error.sqlstate} {str(error).splitlines()[0]}") from error
    took = time.monotonic() - began
    if took > self.slowest[0]:
      self.slowest = (took, sql.split("(")[0].split(".")[-1] + f" after {len(self.history[-1][4]) if self.history and self.history[-1][4] else 0} bytes")
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row)) for row in rows]

  def begin(self, options):
    row = self.call("select * from shipkeeper_runner.begin_cycle('fuzz:1', 2, %s::jsonb)", json.dumps(options))[0]
    if row["outcome"] != "started":
      raise Violation(f"the cycle was not started: {row}")
    return row["cycle"]

  def step(self, cycle):
    """The next step that does something; a wait ends at once."""
    while True:
      rows = self.call("select * from shipkeeper_runner.next_step(%s)", cycle)
      step = self.after_sentences(rows)
      if step["kind"] == "wait" and step["seconds"]:
        self.shop.owner.execute("update shipkeeper.quota set resets_at = clock_timestamp()")
        self.shop.owner.execute("update shipkeeper.lot_state set posted_at = posted_at - interval '1 second'")
      elif step["kind"] in ("send", "done"):
        return step

  def accept(self, step, status, error, headers, body):
    """Hands an answer over; says whether the cycle stops."""
    self.history.append((step["method"], step["path"], status, error, body, headers))
    self.handed += 1
    sql = "select * from shipkeeper_runner.accept_response(%s, %s::integer, %s::bytea, %s::bytea, %s::text)"
    row = self.call(sql, step["request"], status, headers, body, error)[0]
    if self.rng.random() < 0.02:
      # Handed over twice, and with another body: the first counts.
      again = self.call(sql, step["request"], 200, b"", b"{}", None)[0]
      if again != row:
        raise Violation(f"the second answer to a request is another: {row} {again}")
    return row["stop"] or status == 429

  def finish(self, cycle):
    while True:
      rows = self.call("select * from shipkeeper_runner.finish_cycle(%s)", cycle)
      end = self.after_sentences(rows)
      if end["kind"] != "done" or end["outcome"] is None:
        raise Violation(f"finish_cycle ended with {end}")
      if len(rows) == 1:
        return

  @staticmethod
  def after_sentences(rows):
    """The row that follows what a call has to say."""
    said = rows[:-1]
    if not rows or len(said) > 100 or any(row["kind"] != "say" or not row["message"] for row in said) or rows[-1]["kind"] == "say":
      raise Violation(f"a call returned the rows {[row['kind'] for row in rows]}")
    if len(said) > 1 and sum(len(row["message"].encode()) for row in said) > 65536:
      raise Violation("a call had more to say than 64 kB")
    return rows[-1]

  def nonsense(self, cycle):
    """Calls that no runner makes."""
    rng = self.rng
    for number in rng.sample([None, -1, 0, 2**63 - 1, -2**63, 12345678], 2):
      self.call("select * from shipkeeper_runner.next_step(%s)", number)
      self.call("select * from shipkeeper_runner.accept_response(%s, %s::integer, %s::bytea, %s::bytea, %s::text)",
        number, rng.choice((None, 200)), rng.choice((None, b"")), rng.choice((None, b"x")), rng.choice((None, "x")))
      self.call("select * from shipkeeper_runner.finish_cycle(%s)", number)
    options = answers.any_value(rng)
    try:
      options = json.dumps(json.loads(write(options), parse_int=lambda _: 1, parse_float=lambda _: 1.5, parse_constant=lambda _: None))
      json.dumps(options).encode("utf-8")
    except (ValueError, RecursionError):
      options = '{"kind": "run", "only": [1, null, {}]}'
    options = options if not re.search(r"\\u(0000|[dD][89a-fA-F])", options) else None
    self.call("select * from shipkeeper_runner.begin_cycle(%s, %s::integer, %s::jsonb)",
      answers.any_text(rng).replace("\x00", ""), rng.choice((None, 0, 1, 2, -1)), options)
    del cycle

  # MARK: Bodies

  def order_tree(self, order_id, number, modified=None):
    make = answers.made_order if self.is_grammar else lambda *a: answers.real_order(self.orders, *a)
    return make(self.rng, order_id, number, modified)

  def answer_order(self, order_id, number):
    """Status, error and body for a single order; what it says is noted."""
    status, error = answers.any_status(self.rng)
    body = answers.spoil(self.order_tree(order_id, number, self.modified()), self.rng, self.is_grammar)
    if self.rng.random() < 0.002:
      body = self.gigantic(order_id, number)
    self.note(str(order_id), status, error, body)
    return status, error, None if status is None and self.rng.random() < 0.8 else body

  def note(self, order_id, status, error, body):
    """Keeps what a single order's answer says, by the model."""
    verdict = model.order(body) if status == 200 and error is None else None
    if status == 404 and error is None:
      self.gone.add(order_id)
    if verdict is model.UNSURE:
      self.is_unsure = True
      self.count["unsure"] += 1
    elif verdict is not None and verdict.id == order_id:
      self.versions[order_id].append(verdict)
      self.count["usable"] += 1
    elif self.kind == "sync" and status == 200 and error is None and (verdict := model.header(body)) not in (None, model.UNSURE):
      self.versions[order_id].append(verdict)
      self.count["usable"] += 1
    else:
      self.count["unusable"] += 1
    return verdict

  def gigantic(self, order_id, number):
    """Some megabytes: of text, of items, of nesting, of backslashes."""
    tree = answers.real_order(self.orders, self.rng, order_id, number, self.modified())
    chance = self.rng.randrange(6)
    if chance == 0:
      tree.put("notes", "x" * 4_000_000)
    elif chance == 1:
      tree.put("items", [Object([("orderItemId", Raw(str(n + 1))), ("quantity", Raw("1")), ("sku", f"S{n}")]) for n in range(3000)])
    elif chance == 2:
      tree.put("notes", Raw("[" * 200_000 + "]" * 200_000))
    elif chance == 3:
      tree.put("notes", Raw('"' + "\\\\" * 1_000_000 + 'u0000"'))
    elif chance == 4:
      tree.put("orderTotal", Raw("9" * 1_000_000))
    else:
      tree.put("items", [Object([("sku", " - " * 160), ("orderItemId", Raw(str(n + 1))), ("quantity", Raw("1"))]) for n in range(500)])
    return write(tree).encode()

  def modified(self):
    self.clock = getattr(self, "clock", 0) + self.rng.randrange(0, 30)
    return f"2025-11-03T{10 + self.clock // 3600:02}:{self.clock // 60 % 60:02}:{self.clock % 60:02}.0000000"

  def answer_page(self, universe):
    """Status, error and body for a page that holds some of the orders; what it says is noted. Also the ids that stand on it as sent."""
    rng, rows, trees = self.rng, [], []
    for order_id, number in rng.sample(universe, min(len(universe), rng.choice((0, 1, 3, 5, 8)))):
      tree = self.order_tree(order_id, number, self.modified())
      is_whole = rng.random() < 0.6
      if not is_whole and not self.is_grammar:
        tree = answers.mutate_tree(tree, rng)
      trees.append(tree)
      rows.append((str(order_id), is_whole))
    page = Object([("orders", trees), ("total", Raw(str(len(trees)))), ("page", Raw("1")), ("pages", Raw("1"))])
    if rng.random() < 0.25:
      page.put(rng.choice(("total", "page", "pages", "orders")), answers.any_value(rng))
    body = write(page, rng if rng.random() < 0.5 else None).encode("utf-8", "surrogatepass")
    for _ in range(rng.choice((0, 0, 0, 0, 1, 2)) if not self.is_grammar else 0):
      body = answers.mutate_bytes(body, rng)
    status, error = answers.any_status(rng)
    return status, error, body

  def answer_search(self, row):
    """Status, error and body for a search by the number of a ghost that was not found, and what it must become; None: that depends."""
    if self.rng.random() < 0.6:
      self.count["usable"] += 1
      return 200, None, b'{"orders": [], "total": 0, "page": 1, "pages": 0}', ("cancelled", row.total_items, row.lines)
    status, error, body = self.answer_page([(int(row.shipstation_id), row.number), (int(row.shipstation_id) + 1000, row.number)])
    found = self.note_page(status, error, body)
    return status, error, body, (row.status, row.total_items, row.lines) if found is None else None

  def note_page(self, status, error, body):
    found = model.page(body) if status == 200 and error is None else None
    if found is model.UNSURE:
      self.is_unsure = True
      self.count["unsure"] += 1
    elif found is None:
      self.count["unusable"] += 1
    else:
      self.count["usable"] += 1
      for order in found:
        self.versions[order.id].append(order)
    return found

  # MARK: The shop before and after

  def headers(self, rows):
    """Inserts headers: (number, status, ShipStation id, lines)."""
    with self.shop.owner.cursor() as cursor:
      cursor.execute("begin")
      for number, status, shipstation_id, lines in rows:
        cursor.execute(
          "insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at, created_at)"
          " values (%s, '2025-11-03', %s, %s, %s, '2025-11-03 10:00', '2025-11-03 10:00') returning id",
          (number, status, shipstation_id, sum(line[2] for line in lines)))
        header = cursor.fetchone()[0]
        for line in lines:
          cursor.execute(
            "insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id,"
            " shipstation_line_item_key) values (%s, %s, %s, %s, %s, %s, %s)", (header, *line))
      cursor.execute("commit")

  def state(self):
    rows = self.shop.owner.execute("select * from fuzz.shop").fetchall()
    return {row[0]: Row(*row) for row in rows}

  def check(self, before, exactly=()):
    """Everything that must hold after a cycle."""
    found = [row[0] for row in self.shop.owner.execute("select * from fuzz.violations() limit 3")]
    if found:
      raise Violation("; ".join(found))
    after = self.state()
    if set(before) - set(after):
      raise Violation("headers were deleted")
    for header, new in after.items():
      old = before.get(header)
      if old == new:
        continue
      self.count["orders changed"] += 1
      problem = self.unexplained(old, new)
      if problem:
        raise Violation(f"order {new.number}: {problem}; before {old}; after {new}; answers say {self.versions.get(new.shipstation_id)}")
    for header, expected in exactly:
      new = after[header]
      if expected is not None and (new.status, new.total_items, new.lines) != expected:
        raise Violation(f"order {new.number} is {new}, the answer says {expected}")
    return after

  def unexplained(self, old, new):
    """Why what an order became is not what a usable answer says; None: it is."""
    versions = self.versions.get(new.shipstation_id or "", [])
    if self.is_unsure:
      return None
    if not any(v.lines is not None and new.lines == lines_of(v) for v in versions) and (old is None or new.lines != old.lines):
      return "its lines are of no usable answer"
    if old is None:
      # Brought in, it may be asked for once more: then its lines may come with a status that nobody knows, which is left.
      later = any(v.lines is not None and not v.is_known and lines_of(v) == new.lines for v in versions)
      if not any(is_number(v, new) and v.status == new.status and v.lines is not None and (later or lines_of(v) == new.lines) for v in versions):
        return "a new order that no usable answer holds"
      return None
    if new.status != old.status and new.status not in {v.status for v in versions if v.is_known} \
        and not (new.status == "cancelled" and new.shipstation_id in self.gone and not new.lines):
      return "its status is of no usable answer"
    if new.total_items != old.total_items and new.total_items != sum(line[2] for line in new.lines):
      return "its total_items are of no usable answer"
    if new.shipstation_id != old.shipstation_id and (old.shipstation_id or not any(is_number(v, new) for v in versions)):
      return "it was linked with an order of another number"
    for name in new.others.keys() | old.others.keys():
      value = new.others.get(name)
      if value != old.others.get(name) and not (name == "total_amount_cents" and value in {v.total_cents for v in versions}
          or name in ("shipping_carrier_code", "shipping_service_code") and versions):
        return f"its {name} changed"
    return None

  # MARK: Kinds of cycles

  def run(self):
    mode = "full" if self.rng.random() < 0.7 else "heal_only"
    self.shop.owner.execute("select fuzz.reset(%s, %s, %s, %s)", (
      mode if self.kind == "sync" else "off", 1 if self.kind == "lists" else 1000000,
      "automatic" if self.kind == "lots" else "dry_run" if self.kind == "sync" and self.rng.random() < 0.2 else "off",
      # What a round does to an order the model of single ghosts does not tell.
      "1 day" if self.kind in ("lists", "sync") and self.rng.random() < 0.5 else "0"))
    getattr(self, self.kind)()

  def ghosts(self):
    """Ghosts asked for one by one, and each compared with what the model says it must become."""
    rng = self.rng
    rows = [(f"N{n}", rng.choice(OPEN), str(7000000 + n), []) for n in range(40)]
    self.headers(rows)
    before = self.state()
    ids = {row.shipstation_id: header for header, row in before.items()}
    cycle = self.begin({"kind": "run"})
    if rng.random() < 0.05:
      self.nonsense(cycle)
    by_number = {f"/orders?orderNumber={row.number}&pageSize=500&page=1": row for row in before.values()}
    expected, asked, searched, is_stopped = [], set(), set(), False
    while (step := self.step(cycle))["kind"] == "send":
      order_id = step["path"].removeprefix("/orders/")
      if step["path"] in by_number and by_number[step["path"]].shipstation_id in self.gone - searched:
        row = by_number[step["path"]]
        searched.add(row.shipstation_id)
        status, error, body, outcome = self.answer_search(row)
        if outcome is not None:
          expected.append((ids[row.shipstation_id], outcome))
        if is_stopped := self.accept(step, status, error, answers.any_headers(rng, self.date), body):
          break
        continue
      if step["method"] != "GET" or order_id not in ids or order_id in asked:
        raise Violation(f"asked for {step['method']} {step['path']}")
      asked.add(order_id)
      was_unsure, self.is_unsure = self.is_unsure, False
      status, error, body = self.answer_order(int(order_id), before[ids[order_id]].number)
      if not self.is_unsure and order_id not in self.gone:
        expected.append((ids[order_id], self.healed(before[ids[order_id]])))
      self.is_unsure |= was_unsure
      if is_stopped := self.accept(step, status, error, answers.any_headers(rng, self.date), body):
        break
    self.finish(cycle)
    # Not looked for by its number: another order tells where it went. Or the cycle came to its end before.
    if not is_stopped:
      expected += [(ids[gone], ("cancelled", before[ids[gone]].total_items, before[ids[gone]].lines)) for gone in self.gone - searched]
    for header, row in before.items():
      if row.shipstation_id not in asked:
        expected.append((header, (row.status, row.total_items, row.lines)))
    self.check(before, expected)

  def healed(self, row):
    """What a ghost must become by the answer just noted."""
    same = (row.status, row.total_items, row.lines)
    if not self.versions[row.shipstation_id]:
      return same
    order = self.versions[row.shipstation_id][-1]
    if order.repeats_a_sku and not self.contracted or model.do_numbers_differ(order.number, row.number):
      return same
    if not order.lines and order.status not in ("shipped", "cancelled"):
      return same
    if not order.is_known and row.status in ("pending", "failed"):
      return same
    return (order.status if order.is_known else row.status, order.units, lines_of(order))

  def lists(self):
    """Ghosts that a list brings, the rest one by one."""
    rng = self.rng
    universe = [(7000000 + n, f"N{n}") for n in range(10)]
    self.headers([(number, rng.choice(OPEN[1:]), str(order_id), []) for order_id, number in universe])
    self.cycle_of_pages(universe, {"kind": "run"})

  def sync(self):
    """Pages of the sync: ghosts, known orders with lines, closed ones, headers without id, and new orders."""
    rng = self.rng
    universe = [(7000000 + n, f"N{n}") for n in range(12)]
    lines = lambda n: [(f"S{n}", None, 2, 1000, 100 + n, None), ("17612", "17612 - 250300", 1, None, 200 + n, None)]
    rows = [(number, rng.choice(OPEN[1:]), str(order_id), []) for order_id, number in universe[:4]]
    rows += [(number, rng.choice(OPEN + ("shipped", "cancelled")), str(order_id), lines(order_id)) for order_id, number in universe[4:7]]
    rows += [(number, "uploaded", None, [(line[0], line[1], line[2], line[3], None, None) for line in lines(order_id)])
      for order_id, number in universe[7:9]]
    self.headers(rows)
    self.shop.owner.execute("insert into public.sync_watermark (workflow_name, last_sync_timestamp) values ('shipkeeper', '2025-11-03T17:00:00Z')")
    self.cycle_of_pages(universe, {"kind": "run"})

  def scan(self):
    """Pages of a scan, which writes nothing of the shop; now and then a check."""
    universe = [(7000000 + n, f"N{n}") for n in range(12)]
    self.headers([(number, "awaiting_shipment", str(order_id), []) for order_id, number in universe[:4]])
    options = {"kind": "scan", "orders": self.rng.choice((1, 10, 600))} if self.rng.random() < 0.8 else {"kind": "check"}
    before = self.state()
    self.cycle_of_pages(universe, options)
    if self.state() != before:
      raise Violation("a scan changed the shop")

  def cycle_of_pages(self, universe, options):
    """A cycle whose first requests are for pages; after some of them ShipStation has nothing more to say."""
    rng, before = self.rng, self.state()
    numbers = {str(order_id): number for order_id, number in universe}
    cycle, most = self.begin(options), rng.choice((2, 4, 8, 12))
    while self.handed < 60 and (step := self.step(cycle))["kind"] == "send":
      if step["path"].startswith("/orders/"):
        order_id = step["path"].removeprefix("/orders/")
        status, error, body = self.answer_order(int(order_id), numbers.get(order_id, "X"))
      elif self.handed < most:
        status, error, body = self.answer_page(universe)
        self.note_page(status, error, body)
      else:
        status, error, body = 200, None, b'{"orders": [], "total": 0, "page": 1, "pages": 0}'
        self.count["usable"] += 1
      if self.accept(step, status, error, answers.any_headers(rng, self.date), body):
        break
    self.finish(cycle)
    self.check(before)

  def lots(self):
    """Orders released from hold: read, looked at for labels, read again, sent, and compared."""
    rng = self.rng
    now = self.shop.owner.execute(
      "select to_char(clock_timestamp() at time zone 'America/Los_Angeles', 'YYYY-MM-DD\"T\"HH24:MI:SS.US0')").fetchone()[0]
    remote, rows = {}, []
    for n in range(5):
      tree = answers.made_order(rng, 7000000 + n, f"N{n}") if self.is_grammar else answers.real_order(self.orders, rng, 7000000 + n, f"N{n}")
      for name, value in (("orderStatus", "awaiting_shipment"), ("createDate", now), ("modifyDate", now), ("orderKey", f"key-N{n}"),
          ("externallyFulfilled", False)):
        if rng.random() < 0.95:
          tree.put(name, value)
      if rng.random() < 0.95:
        tree.put("advancedOptions", Object([("mergedOrSplit", False), ("mergedIds", []), ("parentId", None)]))
      items = tree.get("items")
      for place, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, Object) and place == 0:
          item.put("sku", rng.choice(("17612 - 250237", "18795 - 11000", "17612-250237", " 18795  -  11000 ")))
      if rng.random() < 0.25:
        lay_traps(tree, rng)
      remote[str(7000000 + n)] = tree
      verdict = model.order(write(tree).encode("utf-8", "surrogatepass"))
      lines = verdict.lines if isinstance(verdict, model.Order) else []
      if isinstance(verdict, model.Order) and verdict.repeats_a_sku and not self.contracted or len({line[4] for line in lines}) < len(lines):
        lines = []
      rows.append((f"N{n}", "on_hold", str(7000000 + n), lines))
    self.headers(rows)
    # In their turn, so that a seed always means the same.
    for number, *_ in rows:
      self.shop.owner.execute("update public.orders_inbox set status = 'awaiting_shipment' where order_number = %s", (number,))
    before = self.state()
    cycle, sent, confirmed = self.begin({"kind": "run", "only": ["lots"], "writes_allowed": True}), {}, {}
    while self.handed < 80 and (step := self.step(cycle))["kind"] == "send":
      status, error, body = self.answer_lots(step, remote, sent, confirmed)
      if self.accept(step, status, error, answers.any_headers(rng, self.date), body):
        break
    self.finish(cycle)
    # What was sent is in the shop, or the shop is as it was.
    for row in before.values():
      self.versions.pop(row.shipstation_id, None)
    found = [row[0] for row in self.shop.owner.execute("select * from fuzz.violations() limit 3")]
    if found:
      raise Violation("; ".join(found))
    for header, new in self.state().items():
      old = before[header]
      if old == new:
        continue
      self.count["orders changed"] += 1
      bare = [(sku, quantity, cents) for sku, _, quantity, cents, _, _ in new.lines]
      if (new.status, new.total_items, new.others, bare) != (old.status, old.total_items, old.others,
          [(sku, quantity, cents) for sku, _, quantity, cents, _, _ in old.lines]):
        raise Violation(f"lots changed more than lots: {old} {new}")
      if new.shipstation_id not in sent:
        raise Violation(f"lots were changed without a change in ShipStation: {old} {new}")
      for (sku, lot, *_), (_, was, *_) in zip(new.lines, old.lines):
        if lot != was and lot != f"{sku} - {LOT_OF.get(sku)}":
          raise Violation(f"a lot that is not the active one: {old} {new}")

  def answer_lots(self, step, remote, sent, confirmed):
    """The answer to a request of lots: the true one, or a spoiled one."""
    rng = self.rng
    is_true = rng.random() < 0.6
    status, error = (200, None) if is_true else answers.any_status(rng)
    if step["method"] == "POST":
      sent_tree = read(bytes(step["body"]).decode())
      order_id = str(sent_tree.get("orderId")).split(".")[0].split("e")[0]
      problem = changed_more_than_skus(confirmed.get(order_id), bytes(step["body"]))
      if problem:
        raise Violation(f"what is sent for {order_id}: {problem}; read {confirmed.get(order_id)}; sent {bytes(step['body'])}")
      self.count["changes sent"] += 1
      sent[order_id] = True
      if rng.random() < 0.85:
        remote[order_id] = sent_tree
      tree = copy(sent_tree)
    elif step["path"].startswith("/shipments"):
      tree = Object([("shipments", []), ("total", Raw("0")), ("page", Raw("1")), ("pages", Raw("0"))])
      if rng.random() < 0.15:
        tree.put("shipments", [Object([("orderId", rng.choice((Raw("7000001"), answers.any_value(rng)))), ("voided", rng.choice((True, False, None)))])])
        tree.put("total", Raw(rng.choice(("1", "2", "0"))))
    else:
      order_id = step["path"].removeprefix("/orders/")
      tree = copy(remote[order_id])
    body = write(tree, rng if rng.random() < 0.3 else None).encode("utf-8", "surrogatepass")
    if not is_true:
      body = answers.spoil(tree, rng, rng.random() < 0.2)
    if step["method"] == "GET" and step["path"].startswith("/orders/"):
      self.note(order_id, status, error, body)
      if status == 200 and error is None and model.order_for_lots(body) is not None:
        confirmed[order_id] = body
    else:
      self.count["usable" if is_true else "unusable"] += 1
    return status, error, body


Row = collections.namedtuple("Row", "header number shipstation_id status total_items others lines")
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[^"]', re.DOTALL)


def is_number(order, row):
  return isinstance(order.number, str) and model.plain(order.number) == row.number


def lines_of(order):
  return [list(line) for line in order.lines]


def changed_more_than_skus(old, new):
  """What differs besides the SKUs of items, byte for byte; None: nothing does."""
  if old is None:
    return "an order that was not read"
  # What stands before the brace is none of the order.
  old = re.sub(rb"\A(\xef\xbb\xbf)+", b"", old)
  tokens = TOKEN.findall(old), TOKEN.findall(new)
  if len(tokens[0]) != len(tokens[1]):
    return "other bytes"
  texts = [(was, is_) for was, is_ in zip(*tokens) if was != is_]
  for was, is_ in texts:
    try:
      base, text = model.parse_sku(json.loads(was))[0], json.loads(is_)
    except ValueError:
      return f"something else than a text: {was} {is_}"
    if text != f"{base} - {LOT_OF.get(base)}":
      return f"a text that is not the active lot's: {was} {is_}"
  trees = read(old.decode()), read(new.decode())
  for tree in trees:
    # Of names that are repeated the last counts, as the database reads them.
    items = tree.get("items")
    for item in items if isinstance(items, list) else []:
      if isinstance(item, Object):
        last = max((place for place, (key, _) in enumerate(item) if key == "sku"), default=None)
        if last is not None:
          item[last] = ("sku", "here")
  if trees[0] != trees[1]:
    return "something else than the sku of an item"
  return None if texts else "nothing changed"


def lay_traps(tree, rng):
  """What is like the SKU to change and is not."""
  items = tree.get("items")
  item = items[0] if isinstance(items, list) and items and isinstance(items[0], Object) else Object()
  for trap in rng.sample(range(6), rng.choice((1, 1, 2))):
    if trap == 0:
      tree.insert(0, ("copy", copy(items)))
    elif trap == 1:
      item.insert(0, ("options", [Object([("name", "sku"), ("sku", "17612 - 250237"), ("sku ", item.get("sku"))])]))
    elif trap == 2:
      item.insert(rng.randrange(len(item) + 1), ("sku", rng.choice(("17612 - 250237", None, "X"))))
    elif trap == 3:
      item.insert(0, ("note", f'the "sku":"{item.get("sku")}" \\" thing'))
    elif trap == 4:
      tree.insert(0, ("items", copy(items)))
    elif isinstance(items, list) and items:
      items.append(copy(items[0]))


# MARK: All batches

def work(worker, options, queue):
  """Batch after batch until both ways have had their share of answers."""
  orders, shop = answers.fixtures(options.fixtures), Shop(worker)
  counts, seen, slowest, failures = collections.Counter(), collections.Counter(), (0, "", ""), []
  share = {True: options.answers / options.workers, False: options.answers / options.workers}
  number, done = worker, 0
  only = options.only
  try:
    while max(share.values()) > 0 and len(failures) < 5:
      if only is not None:
        number, share = only, {True: 0, False: 0}
      if done % 150 == 0:
        template = "fuzz_contracted" if (number // options.workers // 150) % 2 else "fuzz_expanded"
        if shop.database:
          tally(shop, seen)
        shop.renew(template)
      done += 1
      batch = Batch(shop, options.seed, number, template == "fuzz_contracted", orders)
      try:
        if share[batch.is_grammar] > 0 or only is not None:
          batch.run()
          if done % 10 == 0:
            tally(shop, seen)
      except Violation as violation:
        failures.append((number, batch.kind, template, str(violation), batch.history[-3:]))
        shop.renew(template)
      way = "grammar" if batch.is_grammar else "mutated"
      share[batch.is_grammar] -= batch.handed
      counts[way, batch.kind, "answers"] += batch.handed
      for name, value in batch.count.items():
        counts[way, batch.kind, name] += value
      if batch.slowest[0] > slowest[0]:
        slowest = (*batch.slowest, f"batch {number}")
      number += options.workers
    missing = shop.owner.execute("select count(*) from pg_class where relnamespace::regnamespace::text in ('public', 'shipkeeper')").fetchone()[0]
    seen["relations"] = missing
    shop.close()
  except Exception:
    failures.append((number, "", "", traceback.format_exc(), []))
  queue.put((counts, seen, slowest, failures))


def tally(shop, seen):
  """What the batches came to in the shop's own records."""
  for outcome, reason, count in shop.owner.execute("select outcome, reason, count(*) from shipkeeper.order_outcome group by 1, 2"):
    seen[f"{outcome}: {reason}" if reason else outcome] += count


def main():
  parser = argparse.ArgumentParser()
  parser.add_argument("--answers", type=int, default=100_000)
  parser.add_argument("--seed", default=str(random.randrange(10**6)))
  parser.add_argument("--workers", type=int, default=1)
  parser.add_argument("--only", type=int, help="one batch again, by its number")
  parser.add_argument("--fixtures", required=True)
  options = parser.parse_args()
  began, queue = time.monotonic(), multiprocessing.Queue()
  if options.only is not None:
    options.workers = 1
  workers = [multiprocessing.Process(target=work, args=(n, options, queue)) for n in range(options.workers)]
  for worker in workers:
    worker.start()
  counts, seen, slowest, failures = collections.Counter(), collections.Counter(), (0, "", ""), []
  for _ in workers:
    part = queue.get()
    counts += part[0]
    seen += part[1]
    slowest = max(slowest, part[2])
    failures += part[3]
  for worker in workers:
    worker.join()
  report(options, counts, seen, slowest, failures, time.monotonic() - began)
  sys.exit(1 if failures else 0)


def report(options, counts, seen, slowest, failures, seconds):
  total = sum(value for key, value in counts.items() if key[2] == "answers")
  print(f"Seed {options.seed}: {total} answers in {seconds:.0f} s, {total / seconds:.0f} a second.\n")
  columns = ("answers", "usable", "unusable", "unsure", "orders changed", "changes sent")
  print("| answers | for | " + " | ".join(columns) + " |\n|---|---|" + "--:|" * len(columns))
  for way in ("mutated", "grammar"):
    for kind in sorted(set(KINDS)):
      print(f"| {way} | {kind} | " + " | ".join(str(counts[way, kind, column]) for column in columns) + " |")
  print("\n| outcome here (a tenth of the cycles) | orders |\n|---|--:|")
  del seen["relations"]
  for name, value in seen.most_common():
    print(f"| {name} | {value} |")
  print(f"\nSlowest call: {slowest[0] * 1000:.0f} ms, {slowest[1]} ({slowest[2]}).")
  print(f"What did not hold: {len(failures)}.")
  for number, kind, template, text, history in failures:
    print(f"\n- batch {number} ({kind}, {template}): {text}")
    for method, path, status, error, body, headers in history:
      print(f"  {method} {path} -> {status} {error} {headers[:200]!r} {(body or b'')[:600]!r}")


if __name__ == "__main__":
  main()
