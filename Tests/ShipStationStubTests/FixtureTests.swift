import ShipStationStub
import Testing

/// The recorded payloads that hold orders, with how many.
let orderFixtures: [(String, Int)] = [
  ("docs2017-list-orders", 2), ("docs2025-list-orders", 2), ("docs2025-get-order", 1),
  ("docs2025-createorder-response", 1), ("real-faire-order-null-item-weight-2024", 1),
  ("real-list-cancelled-order-customs-2015", 1),
  ("real-list-manual-order-null-paymentdate-2015", 1),
  ("real-list-same-ordernumber-merged-parent-and-child-2024", 2),
  ("real-manual-order-shipped-2015", 1), ("real-order-merged-parent-2024", 1),
  ("real-shopify-order-2024", 1),
]

@Suite
struct FixtureTests {
  @Test(arguments: orderFixtures)
  func ordersAreServedByteForByte(name: String, count: Int) throws {
    let path = fixtureFolder + name + ".json"
    let file = String(decoding: try fileBytes(path), as: UTF8.self)
    let orders = try StubOrder.orders(inFile: path)
    #expect(orders.count == count)
    let stub = try ShipStationStub()
    for order in orders {
      stub.setOrder(order)
      let answer = ask(stub, "/orders/\(order.id)")
      #expect(answer.body == order.bytes)
      #expect(answer.text.hasPrefix("{") && answer.text.hasSuffix("}"))
      #expect(file.utf8.starts(with: order.bytes) || contains(file, answer.text))
    }
  }

  @Test(arguments: orderFixtures)
  func printingKeepsEveryNumberAndKey(name: String, count: Int) throws {
    for order in try StubOrder.orders(inFile: fixtureFolder + name + ".json") {
      let printed = order.json.bytes
      #expect(try JSON(parsing: printed) == order.json)
      #expect(squeezed(printed) == squeezed(order.bytes))
    }
  }

  @Test func aFolderGivesAllItsOrders() throws {
    let orders = try StubOrder.orders(inFolder: fixtureFolder)
    #expect(orders.count == orderFixtures.reduce(0) { $0 + $1.1 })
    #expect(throws: StubError.self) { try StubOrder.orders(inFolder: "/nonexistent") }
  }

  @Test func aFileWithoutOrdersIsRefused() throws {
    #expect(throws: StubError.noOrderId) {
      try StubOrder.orders(inFile: fixtureFolder + "error-429-docs.json")
    }
    #expect(throws: StubError.self) { try StubOrder.orders(inFile: "/nonexistent") }
    #expect(throws: JSONError.self) { try StubOrder("{") }
  }

  private func squeezed(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { $0 != 32 && $0 != 10 && $0 != 13 }
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    text.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false).count == 2
  }
}
