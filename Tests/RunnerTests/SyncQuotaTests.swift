import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// ShipStation's limit on requests, enforced: ten in two seconds, of which half are left to others.
@Suite("Sync: within ShipStation's limit")
struct SyncQuotaTests {
  let scene: Scene

  /// Three pages at first, and nine ghosts that are asked for one by one.
  init() throws {
    scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    scene.stub.configure {
      $0.largestPage = 4
      $0.rateLimit = StubRateLimit(limit: 10, window: .seconds(2), isEnforced: true)
    }
    for number in Int64(1)...10 { scene.change(number, at: Scene.noon + number * 400_000) }
    try scene.ghosts(Array(41...49), changed: Scene.noon - 2_592_000_000)
  }

  private func expectAllHere() throws {
    #expect(try scene.numbers == Array(1...10) + Array(41...49))
    #expect(
      try scene.shop.psql("select count(distinct order_inbox_id) from order_items_inbox") == "19")
  }

  @Test("A backlog is worked off over several runs without a single 429")
  func backlog() throws {
    try scene.shop.psql("update shipkeeper.settings set cycle_budget = '3 seconds'")
    var runs = 0
    while try scene.shop.psql("select count(*) from shipkeeper_report.ghost_orders") != "0" {
      runs += 1
      try #require(runs < 50)
      #expect(try scene.shipkeeper("run").status == 0)
    }
    #expect(runs > 1)
    #expect(scene.stub.requests.allSatisfy { $0.status == 200 })
    try expectAllHere()
  }

  @Test("A 429 that others caused stops the run at once; nothing is sent before its time is over")
  func others() throws {
    scene.stub.onRequest { [weak stub = scene.stub] request in
      if request.number == 2 { stub?.consumeQuota(10) }
    }
    let run = try scene.shipkeeper("run", "--json")
    #expect(run.status == 0)
    #expect(try scene.metrics(of: run, hold: #"{"rate_limited": true, "orders_imported": 4}"#))
    #expect(scene.stub.requests.map(\.status) == [200, 429])

    // As long as the rules take it for blocked, whatever the load of this machine.
    try scene.shop.psql("update shipkeeper.quota set blocked_until = now() + interval '3 seconds'")
    #expect(try scene.shipkeeper("run").status == 75)
    #expect(scene.stub.requests.count == 2)

    try scene.waitUntil("(select blocked_until < clock_timestamp() from shipkeeper.quota)")
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.filter { $0.status == 429 }.count == 1)
    try expectAllHere()
  }
}
