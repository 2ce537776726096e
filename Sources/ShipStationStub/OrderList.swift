/// Answers `GET /orders`: filters, order and page.
///
/// Dates are compared as readings of the wall clock, as the documents hold them: in the hour that
/// autumn repeats, both passes look the same. A bound with an offset is converted to that clock
/// first. Bounds are inclusive. A parameter that is empty or not known is ignored.
struct OrderList {
  private let parameters: [String: String]
  private let book: OrderBook

  init(parameters: [String: String], book: OrderBook) {
    self.parameters = parameters.filter { !$0.value.isEmpty }
    self.book = book
  }

  func answer(zeroPages: Bool) -> Answer {
    var orders = book.all
    if let prefix = parameters["orderNumber"]?.lowercased() {
      orders.removeAll { !($0.facts.number ?? "").lowercased().hasPrefix(prefix) }
    }
    if let status = parameters["orderStatus"] { orders.removeAll { $0.facts.status != status } }
    if let text = parameters["storeId"] {
      guard let store = Int64(text) else { return Self.invalid("storeId") }
      orders.removeAll { $0.facts.storeId != store }
    }
    for (name, time) in Self.dates {
      if let text = parameters[name + "Start"] {
        guard let bound = WallTime(text) else { return Self.invalid(name + "Start") }
        orders.removeAll { time($0.facts).map { $0 < bound } ?? true }
      }
      if let text = parameters[name + "End"] {
        guard let bound = WallTime(text) else { return Self.invalid(name + "End") }
        orders.removeAll { time($0.facts).map { $0 > bound } ?? true }
      }
    }
    guard let page = Page(parameters) else { return Self.invalid("page") }
    let documents = sorted(orders).map(\.bytes)
    return page.answer("orders", documents, zeroPages: zeroPages)
  }

  private static var dates: [(String, (OrderFacts) -> WallTime?)] {
    [
      ("orderDate", { $0.orderDate }), ("createDate", { $0.createDate }),
      ("modifyDate", { $0.modifyDate }), ("paymentDate", { $0.paymentDate }),
    ]
  }

  /// By the date asked for, equal dates by id; orders without the date come first.
  private func sorted(_ orders: [StubOrder]) -> [StubOrder] {
    let isDescending = parameters["sortDir"]?.uppercased() == "DESC"
    let name = parameters["sortBy"]?.lowercased()
    let key = Self.dates.first { $0.0.lowercased() == name }?.1
    guard let key else { return isDescending ? orders.reversed() : orders }
    let keyed = orders.map { (time: key($0.facts)?.ticks ?? .min, order: $0) }
    let ascending = keyed.sorted { ($0.time, $0.order.id) < ($1.time, $1.order.id) }
    return isDescending ? ascending.reversed().map(\.order) : ascending.map(\.order)
  }

  private static func invalid(_ name: String) -> Answer {
    .error(400, "The value of \(name) is not valid.")
  }
}
