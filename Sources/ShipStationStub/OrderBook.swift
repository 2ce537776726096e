/// The orders and shipments of the account.
struct OrderBook: Sendable {
  private(set) var orders: [Int64: StubOrder] = [:]
  var shipments: [StubShipment] = []
  private var lastOrderId: Int64 = 500_000_000
  private var lastItemId: Int64 = 900_000_000

  subscript(id: Int64) -> StubOrder? {
    get { orders[id] }
    set {
      orders[id] = newValue
      if newValue != nil, id < Int64.max { lastOrderId = max(lastOrderId, id) }
    }
  }

  /// Orders by ascending id.
  var all: [StubOrder] {
    orders.values.sorted { $0.id < $1.id }
  }

  /// All orders with this key, by ascending id.
  func orders(key: String) -> [StubOrder] {
    orders.values.filter { $0.facts.key == key }.sorted { $0.id < $1.id }
  }

  mutating func newOrderId() -> Int64 {
    repeat { lastOrderId += 1 } while orders[lastOrderId] != nil
    return lastOrderId
  }

  mutating func newItemId() -> Int64 {
    lastItemId += 1
    return lastItemId
  }
}
