/// Answers `GET /orders`: filters, order and page.
///
/// Dates are compared as readings of the wall clock, as the documents hold them: in the hour that
/// autumn repeats, both passes look the same. A bound with an offset is converted to that clock
/// first. Bounds are inclusive. An orderNumber finds all that start so, whatever the case. A
/// parameter that is empty or not known is ignored.
struct OrderList {
  private let parameters: [String: String]
  private let book: OrderBook
  private let options: StubOptions

  init(parameters: [String: String], book: OrderBook, options: StubOptions) {
    self.parameters = parameters.filter { !$0.value.isEmpty }
    self.book = book
    self.options = options
  }

  func answer() -> Answer {
    var tests: [(OrderFacts) -> Bool] = []
    if let prefix = parameters["orderNumber"]?.lowercased() {
      tests.append { ($0.number ?? "").lowercased().hasPrefix(prefix) }
    }
    if let status = parameters["orderStatus"] { tests.append { $0.status == status } }
    if let text = parameters["storeId"] {
      guard let store = Int64(text) else { return Self.invalid("storeId") }
      tests.append { $0.storeId == store }
    }
    for (name, time) in Self.dates {
      if let text = parameters[name + "Start"] {
        guard let bound = WallTime(text) else { return Self.invalid(name + "Start") }
        tests.append { facts in time(facts).map { $0 >= bound } ?? false }
      }
      if let text = parameters[name + "End"] {
        guard let bound = WallTime(text) else { return Self.invalid(name + "End") }
        tests.append { facts in time(facts).map { $0 <= bound } ?? false }
      }
    }
    guard let page = Page(parameters, largest: options.largestPage) else {
      return Self.invalid("page")
    }
    let found = sorted(
      book.orders.values.filter { order in tests.allSatisfy { $0(order.facts) } })
    if page.shown(of: found).contains(where: { options.brokenOrders.contains($0.id) }) {
      return .usual(500)
    }
    return page.answer("orders", found.map(\.bytes), zeroPages: options.reportsZeroPages)
  }

  private static var dates: [(String, (OrderFacts) -> WallTime?)] {
    [
      ("orderDate", { $0.orderDate }), ("createDate", { $0.createDate }),
      ("modifyDate", { $0.modifyDate }), ("paymentDate", { $0.paymentDate }),
    ]
  }

  /// By the date asked for, equal dates by id; orders without the date come first.
  private func sorted(_ orders: [StubOrder]) -> [StubOrder] {
    let name = parameters["sortBy"]?.lowercased()
    let time = Self.dates.first { $0.0.lowercased() == name }?.1
    let keys = orders.enumerated().map { index, order in
      (time: time?(order.facts)?.ticks ?? .min, id: order.id, index: index)
    }
    let ascending = keys.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    let isDescending = parameters["sortDir"]?.uppercased() == "DESC"
    return (isDescending ? ascending.reversed() : ascending).map { orders[$0.index] }
  }

  private static func invalid(_ name: String) -> Answer {
    .error(400, "The value of \(name) is not valid.")
  }
}
