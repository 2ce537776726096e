import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// What a run does with orders that were released from hold, in each mode.
@Suite("Lots: run by run")
struct LotRunTests {
  @Test("A released order gets the active lot, in ShipStation and here, with its trace; once")
  func updated() throws {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    try scene.hold(
      100_601,
      [
        StubItem(sku: Scene.oldSKU, quantity: 2), StubItem(sku: "17904 -250111", quantity: 1),
        StubItem(sku: "BUNDLE-001", quantity: 1),
        StubItem(sku: "17612-A", unitPrice: "-1.00", adjustment: true),
      ])
    #expect(try scene.runLots().stderr.contains("Lots") == false)
    #expect(scene.stub.requests.isEmpty, "an order on hold is left alone")

    try scene.release(100_601)
    let run = try scene.runLots()

    #expect(
      scene.asked == [
        "GET /orders/100601", "GET /shipments", "GET /orders/100601", "POST /orders/createorder",
        "GET /orders/100601",
      ])
    #expect(try scene.metrics(of: run, hold: #"{"lots_updated": 1, "lots_mismatched": 0}"#))
    #expect(scene.remoteSKUs(100_601) == [Scene.newSKU, "17904 - 250410", "BUNDLE-001", "17612-A"])
    #expect(try scene.localSKUs(100_601) == [Scene.newSKU, "17904 - 250410", "BUNDLE-001"])
    #expect(try scene.review(100_601) == "closed|verified|")
    #expect(
      try scene.trace(100_601) == [
        "17612|250237|250300|automatic|verified|f", "17904|250111|250410|automatic|verified|f",
      ])

    try scene.letTimePass()
    try scene.runLots()
    #expect(scene.stub.requests.count == 5, "a closed review asks nothing")
    #expect(effects.count == 1)
  }

  @Test("A dry run sends no POST, and tells what it would change")
  func dryRun() throws {
    let scene = try Scene.forLots("dry_run")
    try scene.released(100_602)

    let run = try scene.runLots()

    #expect(scene.asked == ["GET /orders/100602", "GET /shipments"])
    #expect(try scene.metrics(of: run, hold: #"{"lots_would_update": 1, "lots_updated": 0}"#))
    #expect(try scene.review(100_602) == "closed|would_update|")
    #expect(try scene.trace(100_602) == ["17612|250237|250300|automatic|would_update|t"])
    #expect(scene.remoteSKUs(100_602) == [Scene.oldSKU])
    #expect(try scene.localSKUs(100_602) == [Scene.oldSKU])
  }

  @Test(
    "Without SHIPSTATION_ALLOW_WRITES=1 no POST leaves; with it the same review goes on",
    arguments: [nil, "", "0", "true"] as [String?])
  func writesOff(value: String?) throws {
    let scene = try Scene.forLots()
    try scene.released(100_603)

    #expect(
      try scene.shipkeeper("run", changes: ["SHIPSTATION_ALLOW_WRITES": value]).status == 0)
    #expect(scene.posts.isEmpty)
    #expect(try scene.review(100_603) == "open||writes_not_allowed")

    try scene.letTimePass()
    try scene.runLots()
    #expect(scene.posts.count == 1)
    #expect(try scene.review(100_603) == "closed|verified|")
  }

  @Test(
    "A runner that may not write sends no POST even where the database takes it for one that may")
  func writesOffInTheRunnerAlone() throws {
    let scene = try Scene.forLots()
    try scene.released(100_604)
    // As by a fault of the rules: the runner holds the last door.
    try scene.shop.psql(
      """
      create function pg_temp_allow() returns trigger language plpgsql as $$
      begin new.writes_allowed := true; return new; end $$;
      create trigger allow before insert on shipkeeper.cycle for each row execute function pg_temp_allow()
      """)

    #expect(try scene.shipkeeper("run").status == 0)

    #expect(scene.posts.isEmpty)
    #expect(try scene.review(100_604) == "open||writes_not_allowed")
    #expect(try scene.shop.psql("select posts from shipkeeper.lot_review") == "0")
  }

  @Test("What may not be changed is left alone, each order with its reason")
  func leftAlone() throws {
    let scene = try Scene.forLots()
    for number in Int64(1)...6 { try scene.hold(number) }
    try scene.hold(7, [StubItem(sku: "17612-A")])
    try scene.hold(8, [StubItem(sku: Scene.newSKU)])
    try scene.hold(9, [StubItem(sku: "18675 - 250100")])
    try scene.shop.psql(
      """
      insert into sku_lot (sku, lot, active) values ('18675', '250100', 0);
      update orders_inbox set status = 'awaiting_shipment' where order_number = '3';
      update orders_inbox set status = 'on_hold' where order_number = '3';
      """)
    try scene.shop.psql(
      "select shipkeeper_operator.set_lot_override('1', 'the customer wants this lot')",
      user: "shop_operator")
    scene.stub.addShipment(.json(orderId: 2))
    scene.stub.changeOrder(id: 4) { $0["orderStatus"] = "on_hold" }
    scene.stub.changeOrder(id: 5) { $0["orderStatus"] = "shipped" }
    scene.stub.removeOrder(id: 6)
    for number in Int64(1)...9 { try scene.release(number) }

    try scene.runLots()

    #expect(scene.posts.isEmpty)
    #expect(
      try (1...9).map { try scene.review($0) } == [
        "closed|skipped|manual_override", "closed|skipped|not_updatable",
        "approval|awaiting_approval|previously_awaiting_shipment", "closed|skipped|not_updatable",
        "closed|skipped|not_updatable", "closed|skipped|not_updatable",
        "closed|skipped|unparseable_sku", "closed|current|current", "closed|skipped|no_active_lot",
      ])
  }

  @Test("A lot made active just now reaches no order until half an hour has shown that it is meant")
  func freshLot() throws {
    let scene = try Scene.forLots()
    try scene.released(100_605)
    try scene.shop.psql(
      """
      insert into sku_lot (sku, lot, active) values ('17612', '250999', 0);
      update sku_lot set active = (lot = '250999')::integer where sku = '17612'
      """, user: "shop_program")

    try scene.runLots()
    #expect(try scene.review(100_605) == "open||lot_too_fresh")

    try scene.shop.psql(
      "update shipkeeper.lot_activation set active_since = now() - interval '31 minutes'")
    try scene.letTimePass()
    try scene.runLots()
    #expect(scene.remoteSKUs(100_605) == ["17612 - 250999"])
    #expect(scene.posts.count == 1)
  }

  @Test("Where ShipStation gives the lines new ids, the lines here get them")
  func newItemIds() throws {
    let scene = try Scene.forLots()
    scene.stub.configure { $0.keepsOrderItemIds = false }
    try scene.released(
      100_606,
      [StubItem(sku: Scene.oldSKU, quantity: 2), StubItem(sku: "17904 - 250410", quantity: 3)])

    try scene.runLots()

    #expect(try scene.review(100_606) == "closed|verified|")
    let ids = (scene.stub.order(id: 100_606)?.json["items"]?.elements ?? [])
      .compactMap { $0["orderItemId"]?.integer }
    #expect(
      try scene.shop.psql(
        "select sku_lot, shipstation_order_item_id from order_items_inbox order by id")
        == "\(Scene.newSKU)|\(ids[0])\n17904 - 250410|\(ids[1])")
    #expect(try scene.shop.psql("select count(*) from shipkeeper.orders_without_lines") == "0")
  }

  @Test("A line that was changed here meanwhile keeps what it holds, and somebody is told")
  func changedHere() throws {
    let scene = try Scene.forLots()
    try scene.released(100_607)
    try scene.shop.psql("update order_items_inbox set sku_lot = '17612 - 240001'")

    let run = try scene.runLots()

    #expect(run.stderr.contains("a line here was changed meanwhile"))
    #expect(scene.remoteSKUs(100_607) == [Scene.newSKU])
    #expect(try scene.localSKUs(100_607) == ["17612 - 240001"])
  }

  @Test("Many orders with an old lot: ten in a cycle, two a second, and no 429")
  func tenInACycle() throws {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    scene.stub.configure {
      $0.rateLimit = StubRateLimit(limit: 40, window: .seconds(3), isEnforced: true)
    }
    let numbers = Array(Int64(1)...21)
    for number in numbers { try scene.hold(number) }
    try scene.shop.psql(
      "update orders_inbox set status = 'awaiting_shipment'", user: "shop_program")

    for (updated, left) in [(10, 11), (10, 1), (1, 0)] {
      let run = try scene.runLots()
      #expect(
        try scene.metrics(of: run, hold: "{\"lots_updated\": \(updated), \"rate_limited\": false}"))
      #expect(
        try scene.shop.psql("select count(*) from shipkeeper.lot_review where state = 'open'")
          == String(left))
    }

    #expect(effects.count == 21)
    #expect(scene.stub.requests.allSatisfy { $0.status == 200 })
    #expect(numbers.allSatisfy { scene.remoteSKUs($0) == [Scene.newSKU] })
    #expect(try scene.shop.psql("select count(*) from shipkeeper.lot_update_audit") == "21")
    let log = scene.stub.requests
    #expect(
      zip(log, log.dropFirst()).allSatisfy {
        $1.method == "GET"
          || $0.path.hasPrefix("/orders/") && $1.arrival - $0.arrival < .milliseconds(400)
      }, "no wait lies between reading an order and writing it")
    let arrivals = scene.posts.map(\.arrival)
    #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $1 - $0 >= .milliseconds(450) })
  }
}
