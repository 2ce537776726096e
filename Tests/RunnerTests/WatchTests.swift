import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// What stands still for days is said: by the exit code, the figures, an alert and the page.
@Suite("Watch: what stands still")
struct WatchTests {
  @Test(
    "A sync that no list serves is an alert, whatever the unusable answer, until one can be used",
    arguments: [
      (.html, "answer is HTML, not JSON"), (.body(""), "answer is empty"),
      (.body("[]"), "answer is no list of orders"),
      (.body(#"{"orders":null,"total":0}"#), "answer is no list of orders"),
      (.emptyPage, "the list is empty, but its total is 1"),
      (.status(404), "API answered 404"),
      (.status(302, headers: ["Location": "/login"]), "API answered 302"),
    ] as [(StubFault, String)])
  func stuckSync(fault: StubFault, problem: String) throws {
    let scene = try wellShop()
    scene.stub.script(fault)
    for day in 0...6 {
      if day > 0 { try scene.pass(days: 1) }
      let run = try scene.shipkeeper("run", "--json")
      #expect(run.status == 69)
      #expect(try scene.metrics(of: run, hold: #"{"errors": 1, "orders_seen": 0}"#))
      #expect(
        run.stderr.contains(
          "❌ Sync: \(problem) - the watermark stays, the next cycle asks again\n") == (day == 0))
      #expect(run.stderr.contains("1 no_progress - see") == (day == 1), "on day \(day)")
    }

    #expect(try scene.alerts == "no_progress|critical")
    #expect(try scene.sentence.hasPrefix("The work sync has not got on for 6 days"))
    #expect(try scene.sentence.hasSuffix(": \(problem)."))
    #expect(try scene.headline == "1 thing to do now, urgent")
    #expect(
      try scene.shop.psql(
        "select distinct outcome from shipkeeper_report.cycles where cycle_id > 1")
        == "no_progress")

    try expectWellAgain(scene)
  }

  @Test(
    "An API that is down, slow or refuses is an alert, until it answers",
    arguments: [
      (.status(503), 69, "no_cycle"), (.reset, 69, "no_cycle"),
      (.rateLimited(resetSeconds: 1), 0, "no_cycle"), (.status(401), 77, "credentials_refused"),
    ] as [(StubFault, Int32, String)])
  func down(fault: StubFault, status: Int32, alert: String) throws {
    let scene = try wellShop()
    scene.stub.script(fault)
    for day in 0...1 {
      if day > 0 {
        try scene.pass(days: 1)
        try scene.letTimePass()
      }
      #expect(try scene.shipkeeper("run").status == status)
    }
    #expect(try scene.alerts.contains("\(alert)|critical"))
    #expect(try scene.headline != "All is well")

    try expectWellAgain(scene)
  }

  @Test("A sync that our own bookkeeping stops is an alert, until that is mended")
  func watermark() throws {
    let scene = try wellShop()
    try scene.shop.psql("update sync_watermark set last_sync_timestamp = 'yesterday'")
    for day in 0...1 {
      if day > 0 { try scene.pass(days: 1) }
      #expect(try scene.shipkeeper("run").status == 69)
    }
    #expect(try scene.alerts == "no_progress|critical")
    #expect(try scene.headline == "1 thing to do now, urgent")

    try scene.setWatermark(scene.stub.clockMilliseconds - 3_600_000)
    try expectWellAgain(scene)
  }

  @Test("Released orders without an active lot are alerts, until there is one")
  func noActiveLot() throws {
    let scene = try Scene.forLots()
    try scene.shop.psql(
      """
      insert into sku_lot (sku, lot, active) values ('17613', '250300', 1);
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      update sku_lot set active = 0 where sku = '17612'
      """)
    for number in Int64(100_770)...100_774 { try scene.released(number) }

    let run = try scene.shipkeeper("run", "--only", "lots", changes: Scene.mayWrite)
    #expect(run.status == 0)
    #expect(run.stderr.contains("5 lots_undecided - see"))
    #expect(try scene.alerts == five("lots_undecided"))
    #expect(try scene.headline == "1 thing to do now")
    #expect(
      try scene.shop.psql(
        """
        select
          bool_and(subject like 'Order 10077_ was released and keeps its old lots: no active lot.')
          and bool_and(remedy like '%open_lot_review(''10077_''%')
        from shipkeeper_report.alerts
        """, user: "shop_analyst") == "t")

    // A lot becomes active, and somebody asks for another look.
    try scene.shop.psql(
      """
      update sku_lot set active = 1 where sku = '17612' and lot = '250300';
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour'
      """)
    try scene.shop.psql(
      """
      select shipkeeper_operator.open_lot_review(order_number, 'a lot is active now')
      from (values ('100770'), ('100771'), ('100772'), ('100773'), ('100774')) as o (order_number);
      """, user: "shop_operator")
    #expect(
      try scene.shipkeeper("run", "--only", "lots", changes: Scene.mayWrite).status == 0)
    #expect(try scene.alerts == five("lots_await_approval"))
    try scene.shop.psql(
      """
      select shipkeeper_operator.approve_lot_update(lot_review_id)
      from shipkeeper.lot_review where state = 'approval'
      """, user: "postgres")
    for _ in 0...1 { #expect(try scene.shipkeeper("run", changes: Scene.mayWrite).status == 0) }
    #expect(scene.remoteSKUs(100_774) == [Scene.newSKU])
    #expect(try scene.headline == "All is well")
  }

  private func five(_ alert: String) -> String {
    Array(repeating: "\(alert)|warning", count: 5).joined(separator: "\n")
  }

  /// A shop whose sync has read the one order that there is.
  private func wellShop() throws -> Scene {
    let scene = try Scene(sync: "full")
    try scene.shop.psql(
      "update shipkeeper.settings set list_timeout_seconds = 1, order_timeout_seconds = 1")
    let hourAgo = scene.stub.clockMilliseconds - 3_600_000
    try scene.setWatermark(hourAgo)
    scene.change(1, at: hourAgo + 10_000)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.headline == "All is well")
    return scene
  }

  private func expectWellAgain(_ scene: Scene) throws {
    scene.stub.clearScript()
    try scene.pass(days: 1)
    try scene.letTimePass()
    let run = try scene.shipkeeper("run")
    #expect(run.status == 0)
    #expect(!run.stderr.contains("need a person"))
    #expect(try scene.alerts == "")
    #expect(try scene.headline == "All is well")
  }
}

extension Scene {
  /// Lets days pass for what is kept of the runs.
  fileprivate func pass(days: Int) throws {
    try shop.psql(
      """
      update shipkeeper.cycle
      set
        started_at = started_at - interval '\(days) days',
        ended_at = ended_at - interval '\(days) days';
      update shipkeeper.request set sent_at = sent_at - interval '\(days) days'
      """)
  }

  /// What needs a person, a line each, as `kind|severity`.
  fileprivate var alerts: String {
    get throws {
      try shop.psql(
        "select alert, severity from shipkeeper_report.alerts order by 1, 2", user: "shop_analyst")
    }
  }

  fileprivate var sentence: String {
    get throws {
      try shop.psql("select subject from shipkeeper_report.alerts", user: "shop_analyst")
    }
  }

  /// What the status page says in its first line.
  fileprivate var headline: String {
    get throws {
      try shop.psql(
        """
        select substring(
          shipkeeper_report.status_page() from '<h1[^>]*>.*?<span>([^<]*)</span></h1>')
        """,
        user: "shop_analyst")
    }
  }
}
