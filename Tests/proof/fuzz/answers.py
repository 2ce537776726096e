"""Answers: real payloads mutated, and answers made from a grammar. Everything is drawn from the generator that is handed in."""

import glob
import os

from documents import Object, Raw, copy, places, put_at, read, value_at, write

SQL = [
  "'; drop table orders_inbox; --", "$$; drop schema public cascade; $$", "x'||(select version())||'", "%s %I %L", "\\'; --",
  "\"; truncate order_items_inbox; --", "1); delete from shipkeeper.settings; --", "$1", "E'\\x41'", "{}", "NULL", "\\.",
]
TEXTS = SQL + [
  "", " ", "\u00a0", "17612", "17612 - 250300", "17612 - 250237", "17612-250300", "17612 - 999999", "18795 - 11001", "A - B - C", "-",
  " - ", "- -", "17612 -", "discount", "DISCOUNT", "NO-SKU", "\ufeff", "\ufffe", "\uffff", "\U0001f47b", "\u202egnp.exe", "\x7f", "\x1b[31m",
  "line\nbreak", "a\u0301", "\\u0000", "\\\\u0000", "null", "true", "x" * 501, "y" * 10001, "é" * 300,
]
NUMBERS = [
  "0", "-0", "1", "2", "3", "-1", "1.0", "2.50", "1e0", "10e-1", "0.1", "1e2", "1E+2", "99999", "2147483647", "2147483648", "-2147483649",
  "9223372036854775807", "9223372036854775808", "21474836.474", "21474836.475", "-21474836.475", "0.005", "19.995", "1e30", "1e-30",
  "123456789012345678901234567890", "1e131071", "1e131073", "1e999999999", "-1e-16000", "1e-99999", "0e5", "9" * 400, "0." + "3" * 400,
]
BROKEN = [
  "", "+1", "01", "1.", ".5", "1e", "NaN", "Infinity", "-", "nul", "True", "'x'", "0x10", '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"',
  '"a\\u0000b"', '"\\ud83d"', '"\\x"', '"tab\there"', '"\x01"', "[", "{", "]", "}", ",", "[1,]", '{"a":1,}', '"', "/* */ 1", "1 1",
]
STATUSES = [
  "awaiting_shipment", "awaiting_payment", "shipped", "on_hold", "cancelled", "pending_fulfillment", "rejected_fulfillment",
  "partially_shipped", "Shipped", "SHIPPED ", "pending", "failed", "uploaded", "", "x" * 300,
]
NAMES = [
  "orderId", "orderNumber", "orderStatus", "items", "orderDate", "modifyDate", "createDate", "orderTotal", "customerEmail", "carrierCode",
  "serviceCode", "shipTo", "billTo", "advancedOptions", "orderKey", "externallyFulfilled", "orders", "total", "shipments",
]
ITEM_NAMES = ["orderItemId", "lineItemKey", "sku", "name", "quantity", "unitPrice", "adjustment"]
DATES = [
  "2025-11-03T10:00:00.0000000", "2025-11-03T10:00:00", "2025-11-03", "2025-11-02T01:30:00.0000000", "2025-03-09T02:30:00", "0000-00-00",
  "2025-02-30T00:00:00", "9999-12-31T23:59:59.9999999", "0001-01-01T00:00:00", "294277-01-01T00:00:00", "infinity", "-infinity", "now",
  "epoch", "2025-11-03T25:61:61", "20251103", "2025-11-03 10:00:00+05", "2025-11-03T10:00:00Z", "allballs", "4714-11-24 BC",
  "2025-11-03T10:00:00+99:99", "2025-11-03T10:00:00-23:59", "2025-11-03T24:00:00", "2025-11-03T23:59:60.9999999", "9999-12-31T23:59:59-15:59",
  "0001-01-01T00:00:00+15:59", "2025-11-03T10:00:00.123456789+0530",
]


def fixtures(folder):
  """The orders among the real payloads, as trees."""
  orders = []
  for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
    with open(path, encoding="utf-8") as file:
      tree = read(file.read())
    if isinstance(tree, Object):
      for order in tree.get("orders") or [tree]:
        if isinstance(order, Object) and order.get("orderNumber") is not None and order.get("items") is not None:
          orders.append(order)
  return orders


# MARK: Values

def any_text(rng):
  if rng.random() < 0.5:
    return rng.choice(TEXTS)
  return "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(32, 127), rng.randrange(160, 0xd800), rng.randrange(0x10000, 0x1ffff))))
    for _ in range(rng.randrange(12)))


def any_value(rng, depth=0):
  chance = rng.random()
  if chance < 0.22:
    return Raw(rng.choice(NUMBERS))
  if chance < 0.45:
    return any_text(rng)
  if chance < 0.62:
    return rng.choice((None, True, False))
  if chance < 0.72:
    return rng.choice(DATES + STATUSES)
  if chance < 0.76:
    return Raw(rng.choice(BROKEN))
  if chance < 0.78:
    levels = rng.choice((10, 100, 1000, 6000))
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}")))
    return Raw(opening * levels + "1" + closing * levels)
  if depth > 3:
    return Object()
  if chance < 0.9:
    return [any_value(rng, depth + 1) for _ in range(rng.randrange(4))]
  return Object((rng.choice(NAMES + ITEM_NAMES + TEXTS[:20]), any_value(rng, depth + 1)) for _ in range(rng.randrange(4)))


# MARK: Mutations of a tree

def mutate_tree(tree, rng):
  """One change at a random place, the places that are read more often than the others."""
  found = places(tree)
  if not found:
    return any_value(rng)
  named = [p for p in found if isinstance(p[0], Object) and p[0][p[1]][0] in NAMES + ITEM_NAMES]
  place = rng.choice(named if named and rng.random() < 0.75 else found)
  container, index = place
  chance = rng.random()
  if chance < 0.30:
    put_at(place, any_value(rng))
  elif chance < 0.40:
    del container[index]
  elif chance < 0.50:
    # The same name once more, before or behind, with the same or another value.
    entry = container[index]
    if isinstance(container, Object) and rng.random() < 0.7:
      entry = (entry[0], any_value(rng))
    container.insert(rng.randrange(len(container) + 1), copy(entry) if not isinstance(entry, tuple) else (entry[0], copy(entry[1])))
  elif chance < 0.58:
    put_at(place, any_text(rng))
  elif chance < 0.68:
    put_at(place, Raw(rng.choice(NUMBERS)))
  elif chance < 0.74:
    put_at(place, copy(value_at(rng.choice(found))) if rng.random() < 0.5 else [value_at(place)])
  elif chance < 0.80 and isinstance(container, Object):
    key = container[index][0]
    container[index] = (rng.choice((key.upper(), key + " ", "", Raw('"\\u0000"'), rng.choice(NAMES), key.capitalize())), container[index][1])
  elif chance < 0.86 and isinstance(value_at(place), str) and not isinstance(value_at(place), Raw):
    put_at(place, rng.choice((value_at(place) + rng.choice(TEXTS), rng.choice(TEXTS) + value_at(place), value_at(place) * 2)))
  elif chance < 0.92:
    # Every text becomes SQL.
    for other in found:
      if isinstance(value_at(other), str) and not isinstance(value_at(other), Raw) and rng.random() < 0.8:
        put_at(other, rng.choice(SQL))
  elif chance < 0.96:
    put_at(place, Raw(rng.choice(BROKEN)))
  else:
    put_at(place, rng.choice(DATES + STATUSES))
  return tree


# MARK: Mutations of bytes

def mutate_bytes(body, rng):
  """One change of the bytes on their way."""
  if not body:
    return rng.randbytes(rng.randrange(20))
  at = rng.randrange(len(body))
  end = min(len(body), at + rng.choice((1, 1, 2, 8, 100, 1000)))
  chance = rng.random()
  if chance < 0.25:
    return body[:at] + bytes([body[at] ^ (1 << rng.randrange(8))]) + body[at + 1:]
  if chance < 0.40:
    return body[:at]
  if chance < 0.50:
    return body[:at] + body[end:]
  if chance < 0.58:
    return body[:end] + body[at:]
  if chance < 0.66:
    return body[:at] + rng.randbytes(rng.randrange(1, 6)) + body[at:]
  if chance < 0.74:
    return body[:at] + rng.choice((b"\x00", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xef\xbb\xbf", b"\\u0000", b"\\ud800")) + body[at:]
  if chance < 0.78:
    return b"\xef\xbb\xbf" + body
  if chance < 0.82:
    return body + rng.choice((b" ", b"\n", b"x", b"\x00", b"}", b"null", body[:50]))
  if chance < 0.86:
    return rng.choice((b"<html><body>Service Unavailable</body></html>", b"<!DOCTYPE html>", b"\x1f\x8b\x08\x00\x00", b"", b"null", b"[]", b"{}", b"0",
      b'""', b"true", b"Too Many Requests", b"  <p>" + body))
  if chance < 0.90:
    return body.decode("latin-1").encode("utf-16-le")
  if chance < 0.94:
    return body.replace(rng.choice((b'"', b":", b",", b"{", b"[")), rng.choice((b"", b"'", b";", b"((", b"\t")), rng.randrange(1, 3))
  if chance < 0.97:
    return body.replace(b"null", rng.choice((b"NULL", b"nil", b'""', b"0")), rng.randrange(1, 4))
  return body[at:] + body[:at]


# MARK: Orders

def real_order(orders, rng, order_id, number, modified=None):
  """A real order under the id and number of one of this shop."""
  order = copy(rng.choice(orders))
  order.put("orderId", Raw(str(order_id)))
  order.put("orderNumber", number)
  order.put("orderKey", f"key-{number}")
  if modified:
    order.put("modifyDate", modified)
  items = order.get("items")
  if rng.random() < 0.75:
    # As many real orders were payloads of shops without lots: some get them.
    for item in items:
      if isinstance(item, Object) and rng.random() < 0.4:
        item.put("sku", rng.choice(("17612 - 250300", "17612 - 250237", "18795", "17904", "17612", item.get("sku"))))
  if rng.random() < 0.1:
    order.put("orderStatus", rng.choice(STATUSES))
  return order


def made_item(rng, place):
  """An item by the grammar: each member mostly of its type."""
  def mostly(value):
    return any_value(rng) if rng.random() < 0.012 else value
  item = Object()
  for name, value in (
    ("orderItemId", Raw(str(rng.choice((place + 1, rng.randrange(1, 2**63), 7, 7)) if rng.random() < 0.3 else rng.randrange(1, 10**12)))),
    ("lineItemKey", rng.choice((None, None, "discount", "Discount", f"k{place}", any_text(rng)))),
    ("sku", rng.choice((None, "", "17612", "17612 - 250300", "17904", f"S{place}", f"S{place}", f"S{place}", any_text(rng)))),
    ("name", rng.choice((None, "Thing", any_text(rng)))),
    ("quantity", Raw(rng.choice(("0", "1", "1", "2", "3", "10", "1.0", "2e0", rng.choice(NUMBERS))) if rng.random() < 0.2 else str(rng.randrange(1, 50)))),
    ("unitPrice", rng.choice((None, Raw("10"), Raw("19.99"), Raw("-5.00"), Raw("0"), Raw("0.005")))),
    ("adjustment", rng.choice((False, False, False, None, True))),
    ("weight", rng.choice((None, Object([("value", Raw("1.50")), ("units", "ounces")])))),
  ):
    if rng.random() > 0.03:
      item.append((name, mostly(value)))
  if rng.random() < 0.1:
    rng.shuffle(item)
  return item


def made_order(rng, order_id, number, modified=None):
  """An order by the grammar: each member mostly of its type."""
  def mostly(value):
    return any_value(rng) if rng.random() < 0.02 else value
  address = Object((name, rng.choice((None, "x", any_text(rng)))) for name in ("name", "street1", "city", "state", "postalCode", "country"))
  count = rng.choice((0, 1, 1, 2, 2, 3, 5, 30 if rng.random() < 0.1 else 4))
  order = Object()
  for name, value in (
    ("orderId", Raw(str(order_id)) if rng.random() < 0.97 else Raw(rng.choice((f"{order_id}.0", f"{order_id}e0", f'"{order_id}"', str(order_id + 1))))),
    ("orderNumber", number if rng.random() < 0.95 else any_text(rng)),
    ("orderKey", rng.choice((f"key-{number}", f"key-{number}", None, ""))),
    ("orderDate", rng.choice(DATES)),
    ("modifyDate", modified or rng.choice(DATES)),
    ("orderStatus", rng.choice(STATUSES[:7]) if rng.random() < 0.85 else rng.choice(STATUSES)),
    ("orderTotal", Raw(rng.choice(NUMBERS)) if rng.random() < 0.2 else Raw("20.00")),
    ("customerEmail", rng.choice((None, "buyer@example.com", any_text(rng)))),
    ("carrierCode", rng.choice((None, "ups", any_text(rng)))),
    ("serviceCode", rng.choice((None, "ups_ground", any_text(rng)))),
    ("shipTo", rng.choice((None, address))),
    ("billTo", rng.choice((None, address))),
    ("items", [mostly(made_item(rng, place)) for place in range(count)]),
    ("advancedOptions", Object([
      ("mergedOrSplit", rng.choice((False, True, None))), ("parentId", rng.choice((None, Raw("5"), any_value(rng)))),
      ("mergedIds", rng.choice(([], [Raw("12"), Raw("13")], None, [any_value(rng)]))), ("storeId", Raw("1")),
    ])),
    ("externallyFulfilled", rng.choice((False, None, True))),
  ):
    if rng.random() > 0.01:
      order.append((name, mostly(value)))
  if rng.random() < 0.05:
    rng.shuffle(order)
  return order


def spoil(tree, rng, grammar):
  """The bytes of a tree after none, one or several mutations."""
  if not grammar:
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4))):
      tree = mutate_tree(tree, rng)
  body = write(tree, rng if rng.random() < 0.5 else None).encode("utf-8", "surrogatepass")
  for _ in range(rng.choice((0, 0, 0, 1, 1, 2)) if not grammar else rng.choice((0,) * 19 + (1,))):
    body = mutate_bytes(body, rng)
  return body


# MARK: Envelopes

def any_status(rng):
  """A status and a code of the runner's; mostly 200 and none. What ends a cycle is rare: it would end it for all others."""
  chance = rng.random()
  if chance < 0.88:
    return 200, None
  if chance < 0.90:
    return 404, None
  if chance < 0.925:
    return rng.choice((500, 502, 503, 504, 408)), None
  if chance < 0.95:
    return None, rng.choice(("timeout", "connect", "tls", "reset", "too_large", "transport", "not_sent_late", "not_sent_stopping"))
  if chance < 0.995:
    return rng.choice((0, -1, 100, 201, 204, 206, 301, 302, 304, 400, 405, 409, 413, 415, 418, 422, 451, 599, 600, 999, 2147483647, -2147483648, None)), \
      rng.choice((None, None, None, "timeout", "", "x" * 500, any_text(rng), "'; drop table orders_inbox; --", "not_sent_", "NOT_SENT"))
  return rng.choice((429, 401, 402, 403)), None


def any_headers(rng, date):
  """The bytes of an answer's header lines."""
  if rng.random() < 0.5:
    return f"HTTP/1.1 200 OK\r\nDate: {date}\r\nX-Rate-Limit-Limit: 40\r\nX-Rate-Limit-Remaining: 39\r\nX-Rate-Limit-Reset: 60\r\n\r\n".encode()
  lines = [f"Date: {date}"]
  for name in ("X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset", "Retry-After", "Date", "Content-Type"):
    if rng.random() < 0.5:
      value = rng.choice((*NUMBERS, *DATES, any_text(rng), date, "40", "39", "0", "1761000000", "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 0000 24:60:61 GMT", "Sun, 06 Xyz 1994 08:49:37 GMT"))
      lines.append(f"{rng.choice((name, name.lower(), name.upper()))}{rng.choice((':', ': ', ' :', ':  '))}{value}")
  rng.shuffle(lines)
  data = rng.choice(("\r\n", "\n", "\r")).join(lines).encode("utf-8", "surrogatepass")
  for _ in range(rng.choice((0, 0, 1))):
    data = mutate_bytes(data, rng)
  return data
