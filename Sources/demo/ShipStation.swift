import PrivatePostgres
import ShipStationStub

/// ShipStation as the demo's shop finds it.
enum ShipStation {
  /// Seconds until the rate limit that the demo runs into is over.
  static let resetSeconds = 3

  /// A stand-in that serves recorded orders and those that people made by hand.
  static func open() throws -> ShipStationStub {
    let stub = try ShipStationStub(orders: recordedOrders() + ordersMadeByHand)
    stub.script(.timeout, onPath: "/orders/210100532", times: 1)
    stub.script(.rateLimited(resetSeconds: resetSeconds), onPath: "/orders/210100533", times: 1)
    return stub
  }

  /// Real answers of ShipStation's, byte for byte.
  private static func recordedOrders() throws -> [StubOrder] {
    try [
      "docs2025-get-order", "real-shopify-order-2024", "real-list-cancelled-order-customs-2015",
    ].flatMap {
      try StubOrder.orders(inFile: "\(ProductPath.repository)/Tests/fixtures/\($0).json")
    }
  }

  /// 210100530 is not among them: ShipStation does not know it any more.
  private static var ordersMadeByHand: [StubOrder] {
    [
      .json(
        id: 210_100_528, number: "100528", status: "shipped",
        items: [StubItem(sku: "17612", quantity: 2, unitPrice: "19.99")]),
      .json(id: 210_100_529, number: "100529", items: []),
      .json(
        id: 210_100_531, number: "100531",
        items: [
          StubItem(sku: "17612", quantity: 3, unitPrice: "19.99"),
          StubItem(sku: "17612", quantity: 2, unitPrice: "17.99"),
        ]),
      .json(
        id: 210_100_532, number: "100532",
        items: [
          StubItem(sku: "17612 - 250300", quantity: 1, unitPrice: "19.99"),
          StubItem(sku: "BUNDLE-001", quantity: 2, unitPrice: "49.99"),
        ]),
      .json(
        id: 210_100_533, number: "100533", status: "shipped",
        items: [StubItem(sku: "17612", quantity: 4, unitPrice: "19.99")]),
      .json(
        id: 210_100_535, number: "100535",
        items: [StubItem(sku: "17612 - 250300", quantity: 6, unitPrice: "19.99")]),
    ]
  }
}
