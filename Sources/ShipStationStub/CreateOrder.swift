/// Answers `POST /orders/createorder`.
struct CreateOrder {
  let options: StubOptions
  let now: Int64
  let onCreateOrder: (@Sendable (inout JSON) -> Void)?

  func answer(_ body: [UInt8], _ book: inout OrderBook) -> Answer {
    .error(400, "The request is invalid.")
  }
}
