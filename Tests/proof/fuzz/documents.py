"""JSON documents as trees that keep what JSON allows and parsers hide: repeated keys, the digits of a number, escapes."""

import json
import random


class Raw(str):
  """A number, a literal, or anything else that is written as it stands."""


class Object(list):
  """Pairs of name and value; a name may come twice."""

  def get(self, name, default=None):
    for key, value in reversed(self):
      if key == name:
        return value
    return default

  def put(self, name, value):
    for place, (key, _) in enumerate(self):
      if key == name:
        self[place] = (name, value)
        return
    self.append((name, value))


def read(text):
  """A real payload as a tree."""
  return json.loads(text, object_pairs_hook=Object, parse_int=Raw, parse_float=Raw,
    parse_constant=Raw) if isinstance(text, str) else read(text.decode())


def write(node, rng=None):
  """The tree as text; with a random generator, some characters escaped and some blanks between."""
  parts = []
  put(node, parts, rng)
  return "".join(parts)


def put(node, parts, rng):
  blank = rng.choice(("", "", "", " ", "\n\t")) if rng and rng.random() < 0.02 else ""
  if isinstance(node, Raw):
    parts.append(node)
  elif isinstance(node, str):
    parts.append(quoted(node, rng))
  elif node is None:
    parts.append("null")
  elif node is True or node is False:
    parts.append("true" if node else "false")
  elif isinstance(node, Object):
    parts.append("{" + blank)
    for place, (key, value) in enumerate(node):
      parts.append(("," if place else "") + (key if isinstance(key, Raw) else quoted(key, rng)) + blank + ":")
      put(value, parts, rng)
    parts.append("}")
  else:
    parts.append("[" + blank)
    for place, value in enumerate(node):
      if place:
        parts.append(",")
      put(value, parts, rng)
    parts.append("]" + blank)


def quoted(text, rng):
  if rng is None or rng.random() > 0.03:
    return json.dumps(text, ensure_ascii=False)
  if rng.random() < 0.5:
    return json.dumps(text, ensure_ascii=True)
  # Every character escaped: the same text.
  units = text.encode("utf-16-be", "surrogatepass")
  return '"' + "".join(f"\\u{units[i]:02{rng.choice('xX')}}{units[i + 1]:02x}" for i in range(0, len(units), 2)) + '"'


def copy(node):
  if isinstance(node, Object):
    return Object((key, copy(value)) for key, value in node)
  if isinstance(node, list):
    return [copy(value) for value in node]
  return node


def places(node, found=None):
  """Every place of a tree that holds a value, as (container, index)."""
  found = [] if found is None else found
  if isinstance(node, Object):
    for index, (_, value) in enumerate(node):
      found.append((node, index))
      places(value, found)
  elif isinstance(node, list):
    for index, value in enumerate(node):
      found.append((node, index))
      places(value, found)
  return found


def value_at(place):
  container, index = place
  return container[index][1] if isinstance(container, Object) else container[index]


def put_at(place, value):
  container, index = place
  container[index] = (container[index][0], value) if isinstance(container, Object) else value


__all__ = ["Raw", "Object", "read", "write", "copy", "places", "value_at", "put_at", "random"]
