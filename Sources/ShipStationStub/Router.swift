/// Finds the resource a request is for and applies the request to it.
struct Router {
  let options: StubOptions
  /// Milliseconds since 1970 on the stub's clock.
  let now: Int64
  let onCreateOrder: (@Sendable (inout JSON) -> Void)?

  func answer(_ request: HTTPRequest, _ book: inout OrderBook) -> Answer {
    let parts = request.path.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    let parameters = QueryString.parse(request.query)
    switch parts.dropFirst() {
    case ["orders"]:
      return only("GET", request) {
        OrderList(parameters: parameters, book: book, options: options).answer()
      }
    case ["orders", "createorder"]:
      return only("POST", request) {
        CreateOrder(options: options, now: now, onCreateOrder: onCreateOrder)
          .answer(request.body, &book)
      }
    case ["shipments"]:
      return only("GET", request) { shipments(parameters, book) }
    case let path where path.count == 2 && path.first == "orders":
      guard let id = Int64(path.last ?? ""), id >= 0 else { return notFound(request) }
      return only("GET", request) {
        if options.brokenOrders.contains(id) { return .usual(500) }
        return book[id].map { Answer(200, $0.bytes) } ?? .error(404, "Order not found.")
      }
    default: return notFound(request)
    }
  }

  private func only(_ method: String, _ request: HTTPRequest, _ answer: () -> Answer) -> Answer {
    if request.method == method { return answer() }
    var refusal = Answer.error(
      405, "The requested resource does not support http method '\(request.method)'.")
    refusal.headers.append(("Allow", method))
    return refusal
  }

  private func notFound(_ request: HTTPRequest) -> Answer {
    .error(404, "No HTTP resource was found that matches the request URI '\(request.path)'.")
  }

  private func shipments(_ parameters: [String: String], _ book: OrderBook) -> Answer {
    guard let page = Page(parameters.filter { !$0.value.isEmpty }) else {
      return .error(400, "The value of page is not valid.")
    }
    let wanted = parameters["orderId"].flatMap { $0.isEmpty ? nil : $0 }
    if let wanted, Int64(wanted) == nil {
      return .error(400, "The value of orderId is not valid.")
    }
    let found = book.shipments.filter { wanted.map(Int64.init(_:)) ?? $0.orderId == $0.orderId }
    return page.answer("shipments", found.map(\.bytes))
  }
}
