import ProofSupport
import ShipStationStub

/// What people and programs do to orders in ShipStation.
struct There {
  private static let skus = ["17612", "17904", "18795"]
  private static let open = ["awaiting_shipment", "on_hold", "awaiting_payment"]

  private let stub: ShipStationStub
  private var lastId: Int64 = 1000
  private var lastItem: Int64 = 0

  /// The orders of this account.
  init(stub: ShipStationStub) { self.stub = stub }

  /// One change, drawn; what it was.
  mutating func change(_ dice: inout Dice) -> String {
    let orders = stub.orders.filter { $0.json["orderStatus"]?.text != "cancelled" }
    let open = orders.filter { Self.open.contains($0.json["orderStatus"]?.text ?? "") }
    guard open.count > 3 else { return make(number: nil, &dice) }
    let one = dice.pick(open)
    let another = dice.pick(open)
    // An edit that moves no date of change happens, too.
    let touch = !dice.once(in: 3)
    switch dice.roll(1...14) {
    case 1, 2: return open.count < 25 ? make(number: nil, &dice) : remove(one)
    case 3: return make(number: one.json["orderNumber"]?.text, &dice)
    case 4, 5: return count(one, touch: touch, &dice)
    case 6: return addLine(one, touch: touch, &dice)
    case 7, 8:
      return set(one, status: dice.pick(Self.open + ["shipped", "cancelled"]), touch: touch)
    case 9: return set(dice.pick(orders), status: dice.pick(Self.open), touch: touch)
    case 10: return remove(one)
    case 11: return split(one)
    case 12: return one.id == another.id ? remove(one) : merge(one, into: another)
    case 13: return renumber(one, touch: touch, &dice)
    default: return makeAnew(one)
    }
  }

  private mutating func make(number: String?, _ dice: inout Dice) -> String {
    lastId += 1
    let items = (1...dice.roll(1...3)).map { _ in
      item(dice.pick(Self.skus), Int64(dice.roll(1...5)))
    }
    return put(lastId, number: number ?? String(lastId + 100_000), items, "made")
  }

  private mutating func item(_ sku: String, _ quantity: Int64) -> JSON {
    lastItem += 1
    return [
      "orderItemId": JSON(lastItem), "lineItemKey": nil, "sku": .string(sku), "name": "Test item",
      "quantity": JSON(quantity), "unitPrice": .number("19.99"), "adjustment": false, "options": [],
    ]
  }

  private func put(_ id: Int64, number: String, _ items: [JSON], _ verb: String) -> String {
    let now = PacificTime.text(unixMilliseconds: stub.clockMilliseconds)
    stub.setOrder(
      .json(
        id: id, number: number, orderDate: now, createDate: now, modifyDate: now,
        changes: ["items": .array(items)]))
    return "there: \(verb) \(id), number \(number)"
  }

  private func count(_ order: StubOrder, touch: Bool, _ dice: inout Dice) -> String {
    let quantity = Int64(dice.roll(1...9))
    stub.changeOrder(id: order.id, touch: touch) { json in
      var items = json["items"]?.elements ?? []
      if !items.isEmpty { items[0]["quantity"] = JSON(quantity) }
      json["items"] = .array(items)
    }
    return "there: quantity \(quantity) in \(order.id), new date \(touch)"
  }

  private mutating func addLine(_ order: StubOrder, touch: Bool, _ dice: inout Dice) -> String {
    let line = item(dice.pick(Self.skus), Int64(dice.roll(1...5)))
    stub.changeOrder(id: order.id, touch: touch) { json in
      json["items"] = .array((json["items"]?.elements ?? []) + [line])
    }
    return "there: a line more in \(order.id), new date \(touch)"
  }

  private func set(_ order: StubOrder, status: String, touch: Bool) -> String {
    stub.changeOrder(id: order.id, touch: touch) { $0["orderStatus"] = .string(status) }
    return "there: \(order.id) is \(status), new date \(touch)"
  }

  private func remove(_ order: StubOrder) -> String {
    stub.removeOrder(id: order.id)
    return "there: \(order.id) deleted"
  }

  /// Automatic splitting gives the second order the same number.
  private mutating func split(_ order: StubOrder) -> String {
    let items = order.json["items"]?.elements ?? []
    guard items.count > 1, let number = order.json["orderNumber"]?.text, let moved = items.last
    else { return set(order, status: "on_hold", touch: true) }
    stub.changeOrder(id: order.id) { json in
      json["items"] = .array(items.dropLast())
      json["advancedOptions"]?["mergedOrSplit"] = true
    }
    lastId += 1
    return put(lastId, number: number, [moved], "split from \(order.id):")
  }

  /// The order that was combined into another is gone; its parent names it.
  private func merge(_ child: StubOrder, into parent: StubOrder) -> String {
    let items = child.json["items"]?.elements ?? []
    stub.changeOrder(id: parent.id) { json in
      json["items"] = .array((json["items"]?.elements ?? []) + items)
      json["advancedOptions"]?["mergedOrSplit"] = true
      let merged = json["advancedOptions"]?["mergedIds"]?.elements ?? []
      json["advancedOptions"]?["mergedIds"] = .array(merged + [JSON(child.id)])
    }
    stub.removeOrder(id: child.id)
    return "there: \(child.id) merged into \(parent.id)"
  }

  private func renumber(_ order: StubOrder, touch: Bool, _ dice: inout Dice) -> String {
    let number = "\(order.json["orderNumber"]?.text ?? "")-\(dice.roll(1...9))"
    stub.changeOrder(id: order.id, touch: touch) { $0["orderNumber"] = .string(number) }
    return "there: \(order.id) has number \(number), new date \(touch)"
  }

  private mutating func makeAnew(_ order: StubOrder) -> String {
    let items = (order.json["items"]?.elements ?? []).map { old in
      item(old["sku"]?.text ?? "", old["quantity"]?.integer ?? 1)
    }
    stub.removeOrder(id: order.id)
    lastId += 1
    return put(
      lastId, number: order.json["orderNumber"]?.text ?? "", items, "\(order.id) made anew as")
  }
}
