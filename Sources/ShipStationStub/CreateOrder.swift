/// Answers `POST /orders/createorder`.
///
/// The orderKey decides: found, the order is updated; not found, one is made with it; absent,
/// a new order is made always. Among several orders with one key the orderId chooses.
struct CreateOrder {
  let options: StubOptions
  /// Milliseconds since 1970 on the stub's clock.
  let now: Int64
  let onCreateOrder: (@Sendable (inout JSON) -> Void)?

  func answer(_ body: [UInt8], _ book: inout OrderBook) -> Answer {
    guard let sent = try? JSON(parsing: body), case .object = sent else {
      return .error(400, "The request is invalid.")
    }
    let key = sent["orderKey"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    let old = key.flatMap { existing(key: $0, id: sent["orderId"]?.integer, in: book) }
    if let old, !OrderCheck.updatable.contains(old.facts.status ?? "") {
      return .error(400, "The order is \(old.facts.status ?? "locked") and cannot be updated.")
    }
    if let refusal = OrderCheck.refusal(of: sent) { return refusal }
    let id = old?.id ?? book.newOrderId()
    let writing = OrderWriting(sent: sent, old: old?.json, options: options, now: time(after: old))
    guard var order = writing.order(id: id, key: key ?? StubOrder.hexadecimal(id), &book) else {
      return .invalid("items", "The order total is out of range.")
    }
    onCreateOrder?(&order)
    let stored = StubOrder(id: id, bytes: order.bytes, listedAs: order)
    book[id] = stored
    return Answer(200, stored.bytes)
  }

  private func existing(key: String, id: Int64?, in book: OrderBook) -> StubOrder? {
    let found = book.orders(key: key)
    return found.first { $0.id == id } ?? found.first
  }

  /// Now, but never the very modifyDate that the order has.
  private func time(after old: StubOrder?) -> WallTime {
    let wall = PacificTime.wall(unixMilliseconds: now)
    return wall == old?.facts.modifyDate ? WallTime(ticks: wall.ticks + 10_000) : wall
  }
}
