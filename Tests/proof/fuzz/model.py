"""What an answer means, read by the documentation and by Python's own parser: written apart from the product's SQL.

Verdicts on an answer that should be an order: `Order` where it is usable, None where it is not, UNSURE where this model cannot tell
(numbers at the edge of what numeric holds, nesting beyond Python's parser, blanks on which two locales could disagree).
"""

import json
import re
import sys
from dataclasses import dataclass, field
from decimal import Decimal, ROUND_HALF_UP, getcontext

sys.setrecursionlimit(4000)
getcontext().prec = 40000
UNSURE = object()
KNOWN = ("awaiting_payment", "awaiting_shipment", "shipped", "on_hold", "cancelled", "pending_fulfillment", "rejected_fulfillment")
LOTS = {"17612": ("250300", "250237"), "18795": ("11001", "11000")}
MOST = 2**31 - 1
BLANK = " \t\n\r\v\f\u00a0"
# What Unicode calls ignorable.
UNSEEN = (r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
  r"\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff")
ODD_BLANK = re.compile(rf"[\s\x1c-\x1f\x85\u2800{UNSEEN}]")


class Unsure(Exception):
  pass


class Bad(Exception):
  pass


class Number(Decimal):
  """Kept apart from true and false, which Python counts among the numbers."""


def number(text):
  mantissa, _, exponent = text.lower().partition("e")
  if len(text) > 10000 or len(exponent) > 6 or abs(int(exponent or 0)) > 10000:
    raise Unsure
  return Number(text)


def refuse(_):
  raise Bad


def read(body, with_nul=False):
  """The document of a body; Bad where it is none, Unsure where that depends on limits."""
  if not body or b"\x00" in body:
    raise Bad
  try:
    # A byte order mark before the brace is no part of the text.
    text = body.decode("utf-8").lstrip("\ufeff")
  except UnicodeDecodeError:
    raise Bad from None
  try:
    document = json.loads(text, parse_int=number, parse_float=number, parse_constant=refuse)
  except RecursionError:
    raise Unsure from None
  except Unsure:
    # A number beyond the limits in a text that is no JSON is no JSON either.
    try:
      json.loads(text, parse_int=str, parse_float=str, parse_constant=refuse)
    except (Bad, ValueError):
      raise Bad from None
    except RecursionError:
      pass
    raise
  except ValueError:
    raise Bad from None
  # A repeated name hides a value from this parser, not from the other.
  if "\\u0000" in text and not with_nul:
    bad = []
    json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=lambda pairs: bad.extend(
      string for pair in pairs for value in pair for string in strings(value) if "\x00" in string))
    if bad or any("\x00" in string for string in strings(document)):
      raise Bad
  return marked(document) if re.search(r"\\u[dD][89a-fA-F]", text) else document


def marked(node):
  """The same with each half of a surrogate pair replaced, as the product reads it."""
  if isinstance(node, str):
    return re.sub("[\ud800-\udfff]", "\ufffd", node)
  if isinstance(node, list):
    return [marked(value) for value in node]
  if isinstance(node, dict):
    return type(node)((marked(key), marked(value)) for key, value in node.items())
  return node


def strings(node):
  if isinstance(node, str):
    yield node
  elif isinstance(node, list):
    for value in node:
      yield from strings(value)
  elif isinstance(node, dict):
    for key, value in node.items():
      yield key
      yield from strings(value)


@dataclass
class Order:
  id: str
  number: object
  status: str
  units: int
  # (sku, sku_lot, quantity, cents, item id, key), as they are stored.
  lines: list = field(default_factory=list)
  total_cents: object = None

  @property
  def repeats_a_sku(self):
    return len({line[0] for line in self.lines}) < len(self.lines)

  @property
  def is_known(self):
    return self.status in KNOWN


def do_numbers_differ(there, here):
  """Whether an order of ShipStation's says another number than the header that has its id; none is no other."""
  return isinstance(there, str) and plain(there) not in ("", plain(here))


def plain(text):
  """A text without characters that nobody sees, and without blanks around it."""
  return re.sub(f"[{UNSEEN}]", "", text).strip(BLANK + "\u1680\u2028\u2029\u202f\u205f\u2800\u3000"
    + "".join(map(chr, range(0x2000, 0x200b))))


def is_integer(value, least, most):
  return isinstance(value, Number) and value == value.to_integral_value() and least <= value <= most


def is_text(value, length):
  return value is None or isinstance(value, str) and len(value) <= length


def parse_sku(text):
  if text is not None and any(ODD_BLANK.match(c) and c not in BLANK for c in text):
    raise Unsure
  text = (text or "").strip(BLANK)
  if not text:
    return "NO-SKU", None
  match = re.match(r"(.*[^\s\u00a0-])[\s\u00a0]*-[\s\u00a0]*([^\s\u00a0-]+)\Z", text, re.DOTALL)
  if match and text not in LOTS and match[1] in LOTS:
    lots = LOTS[match[1]]
    if match[2] in lots or re.fullmatch("[0-9]+", match[2]) and all(len(lot) == len(match[2]) for lot in lots):
      return match[1], text
  return text, None


def is_product(item):
  price, sku = item.get("unitPrice"), item.get("sku")
  key = item.get("lineItemKey")
  return not (
    item.get("adjustment") is True
    or isinstance(key, str) and key.lower() == "discount"
    or isinstance(price, Number) and price < 0 and not (sku or "").strip(BLANK)
  )


def order_of(document):
  """The usable order that a document is, or None."""
  if not isinstance(document, dict) or not is_integer(document.get("orderId"), 1, 2**63 - 1):
    return None
  status, items = document.get("orderStatus"), document.get("items")
  if not isinstance(status, str) or not isinstance(items, list):
    return None
  lines, ids, units = [], [], Decimal(0)
  for item in items:
    if not isinstance(item, dict) or item.get("adjustment") not in (None, True, False) or isinstance(item.get("adjustment"), Number):
      return None
    if not (is_text(item.get("lineItemKey"), 1000) and is_text(item.get("sku"), 500) and is_text(item.get("name"), 10000)):
      return None
    price = item.get("unitPrice")
    if price is not None and not isinstance(price, Number):
      return None
    if not is_product(item):
      continue
    if not is_integer(item.get("orderItemId"), 1, 2**63 - 1) or not is_integer(item.get("quantity"), 0, MOST):
      return None
    if price is not None and abs(price) >= Decimal("21474836.475"):
      return None
    ids.append(int(item["orderItemId"]))
    units += item["quantity"]
    if item["quantity"] > 0:
      sku, sku_lot = parse_sku(item.get("sku"))
      cents = None if price is None else int((Decimal(price) * 100).quantize(Decimal(1), ROUND_HALF_UP))
      lines.append((sku, sku_lot, int(item["quantity"]), cents, int(item["orderItemId"]), item.get("lineItemKey")))
  if units > MOST or len(set(ids)) < len(ids):
    return None
  total = document.get("orderTotal")
  cents = None
  if isinstance(total, Number) and abs(total) < Decimal("21474836.475"):
    cents = int((Decimal(total) * 100).quantize(Decimal(1), ROUND_HALF_UP))
  return Order(str(int(document["orderId"])), document.get("orderNumber"), status, int(units), lines, cents)


def header_of(document):
  """The order that a document is whatever its items hold, without lines where they cannot be read; or None."""
  whole = order_of(document)
  if whole is None and isinstance(document, dict):
    whole = order_of({**document, "items": []})
    if whole is not None:
      whole.lines = None
  return whole


def header(body):
  """The verdict on a body that should be one order, of which the rest counts where lines cannot be read."""
  try:
    return header_of(read(body))
  except Bad:
    return None
  except (Unsure, RecursionError):
    return UNSURE


def order(body):
  """The verdict on a body that should be one order."""
  try:
    return order_of(read(body))
  except Bad:
    return None
  except (Unsure, RecursionError):
    return UNSURE


def order_for_lots(body):
  """The verdict on a body that should be one order, of which lines that cannot be read are left aside."""
  try:
    document = read(body)
    if isinstance(document, dict) and isinstance(document.get("items"), list):
      document["items"] = [item for item in document["items"] if order_of({**document, "items": [item]}) is not None]
    return order_of(document)
  except Bad:
    return None
  except (Unsure, RecursionError):
    return UNSURE


def page(body):
  """The usable orders of a body that should be a page of orders; None: it is no page; UNSURE."""
  try:
    document = read(body, with_nul=True)
    if not isinstance(document, dict) or not isinstance(document.get("orders"), list) or not is_integer(document.get("total"), 0, MOST):
      return None
    # An order that holds a NUL costs itself only.
    whole = [o for o in document["orders"] if not any("\x00" in string for string in strings(o))]
    return [o for o in map(header_of, whole) if o is not None]
  except Bad:
    return None
  except (Unsure, RecursionError):
    return UNSURE
