import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The six cases that the shop's people agreed on before a line was written.
@Suite("Ghosts: the six cases")
struct SixCasesTests {
  let scene: Scene

  init() throws { scene = try Scene() }

  @Test("1: a ghost with lines in ShipStation gets lines, total and status")
  func backfilled() throws {
    try scene.ghost(
      100528, inShipStation: "shipped",
      [StubItem(sku: "17612", quantity: 2, unitPrice: "19.99")])

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 0)
    #expect(try scene.order(100528) == "shipped|2|1|2")
    #expect(
      try scene.shop.psql("select sku, sku_lot, quantity, unit_price_cents from order_items_inbox")
        == "17612||2|1999")
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 1, "errors": 0}"#))
    #expect(
      run.stderr.contains("✅ Backfilled order 100528: 2 items (SKU 17612), status: shipped\n"))
    #expect(run.stderr.contains("👻 Found 1 ghost orders with 0 items\n"))
    #expect(run.stderr.contains("👻 Ghost order backfill: 1 fixed, 0 WIP, 0 errors\n"))
  }

  @Test("2: a ghost without items in ShipStation is left as work in progress")
  func workInProgress() throws {
    try scene.ghost(100529, inShipStation: "awaiting_shipment", [])
    let before = try scene.shop.psql("select o from orders_inbox o")

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.shop.psql("select o from orders_inbox o") == before)
    #expect(try scene.metrics(of: run, hold: #"{"work_in_progress": 1, "errors": 0}"#))
    #expect(
      run.stderr.contains("⚠️ Order 100529 has 0 items in ShipStation - may be work-in-progress\n"))

    let soonAfter = try scene.shipkeeper("run")
    #expect(soonAfter.status == 0)
    #expect(scene.stub.requests.count == 1, "asked again only after its interval")
  }

  @Test("3: a ghost that ShipStation does not know is cancelled, and what it was is kept")
  func cancelled() throws {
    try scene.ghost(100530, id: "100530", status: "on_hold")

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.order(100530) == "cancelled|0|0|0")
    #expect(try scene.metrics(of: run, hold: #"{"cancelled": 1, "errors": 0}"#))
    #expect(
      run.stderr.contains("⚠️ Order 100530 not found in ShipStation (404) - marked as cancelled\n"))
    #expect(
      try scene.shop.psql("select previous_status, reason from shipkeeper_report.cancellations")
        == "on_hold|not_found")
  }

  @Test("4: an order with lines is not looked at")
  func untouched() throws {
    try scene.ghost(100527, id: "100527")
    try scene.shop.psql(
      """
      insert into order_items_inbox (order_inbox_id, sku, quantity)
      select id, '17612', 1 from orders_inbox
      """)
    let before = try scene.shop.psql("select o from orders_inbox o")

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.shop.psql("select o from orders_inbox o") == before)
    #expect(scene.stub.requests.isEmpty)
    #expect(try scene.metrics(of: run, hold: #"{"ghost_orders_found": 0, "requests": 0}"#))
  }

  @Test(
    "5: after a 429 nothing more is sent, and the next cycle does the rest", arguments: [1, nil])
  func rateLimited(resetSeconds: Int?) throws {
    for number in Int64(1)...5 {
      try scene.ghost(number, inShipStation: "shipped", [StubItem(sku: "17612")])
    }
    scene.stub.script(.rateLimited(resetSeconds: resetSeconds), onRequest: 3)

    let first = try scene.shipkeeper("run", "--json")
    #expect(first.status == 0)
    #expect(try scene.metrics(of: first, hold: #"{"backfilled": 2, "rate_limited": true}"#))
    #expect(scene.stub.requests.map(\.status) == [200, 200, 429])
    #expect(
      first.stderr.contains("⚠️ Hit rate limit (429) - stopping backfill, will retry next cycle\n"))

    let tooEarly = try scene.shipkeeper("run", "--json")
    if resetSeconds == nil {
      #expect(tooEarly.status == 75)
      #expect(scene.stub.requests.count == 3)
    }

    try scene.letTimePass()
    let second = try scene.shipkeeper("run", "--json")
    #expect(second.status == 0)
    #expect(
      try scene.shop.psql("select count(*) from orders_inbox where status = 'shipped'") == "5")
    #expect(scene.stub.requests.count == 6)
  }

  @Test(
    "6: a ghost without a ShipStation id is not counted and not asked for", arguments: ["", nil])
  func withoutId(id: String?) throws {
    try scene.ghost(100534, id: id)

    let run = try scene.shipkeeper("run", "--json")

    #expect(scene.stub.requests.isEmpty)
    #expect(try scene.metrics(of: run, hold: #"{"ghost_orders_found": 0, "errors": 0}"#))
    #expect(run.stderr.contains("⚠️ 1 orders with 0 items have no ShipStation id"))
    #expect(
      try scene.shop.psql(
        "select order_number from shipkeeper_report.orders_without_shipstation_id")
        == "100534")
  }
}
