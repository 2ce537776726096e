import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Orders that carry one SKU on several lines, before and after the shop's constraint goes.
@Suite("Lines: repeated SKUs")
struct RepeatedSKUTests {
  private static let lines = [
    StubItem(sku: "17612", quantity: 3), StubItem(sku: "17612 ", quantity: 2),
  ]

  @Test("Held while the constraint stands, healed by the next cycle after it is gone")
  func heldThenHealed() throws {
    let scene = try Scene(.expanded)
    try scene.ghost(100531, inShipStation: "awaiting_shipment", Self.lines)
    try scene.ghost(100532, inShipStation: "shipped", [StubItem(sku: "17612")])

    let held = try scene.shipkeeper("run", "--json")
    #expect(
      held.stderr.contains(
        "🚨 CRITICAL: Order 100531 has duplicate SKUs - constraint violation risk!\n"))
    #expect(try scene.metrics(of: held, hold: #"{"held": 1, "backfilled": 1, "errors": 0}"#))
    #expect(try scene.order(100531) == "awaiting_shipment|0|0|0")

    _ = try scene.shipkeeper("run")
    #expect(scene.stub.requests.count == 2, "a held order is not asked for")

    try scene.shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
    let healed = try scene.shipkeeper("run", "--json")
    #expect(
      healed.stderr.contains(
        "✅ Backfilled order 100531: 5 items (SKU 17612), status: awaiting_shipment\n"))
    #expect(try scene.order(100531) == "awaiting_shipment|5|2|5")
    #expect(
      try scene.shop.psql(
        "select sku, lines, units, stored_as, units_stored from shipkeeper_report.repeated_skus",
        user: "shop_analyst") == "17612|2|5|a row a line|5")
  }

  @Test("A scan lists them in as few requests as possible and changes no order")
  func scan() throws {
    let scene = try Scene(.expanded)
    scene.stub.setOrders(
      (Int64(1)...1200).map {
        .json(id: $0, number: "N\($0)", items: $0 % 400 == 0 ? Self.lines : [StubItem(sku: "1")])
      })

    let scan = try scene.shipkeeper("scan-duplicates", "--orders", "1100", "--json")

    #expect(scan.status == 0)
    #expect(scene.stub.requests.count == 3)
    #expect(
      try scene.metrics(
        of: scan,
        hold: #"{"orders_scanned": 1100, "orders_with_repeated_skus": 3, "orders_unreadable": 0}"#))
    #expect(scan.stderr.contains("⚠️ Order N800 repeats SKU 17612: 2 lines, 5 units\n"))
    #expect(try scene.shop.psql("select count(*) from orders_inbox") == "0")
  }
}
