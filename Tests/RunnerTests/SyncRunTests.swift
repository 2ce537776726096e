import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The first run and the next ones, in both modes.
@Suite("Sync: run by run")
struct SyncRunTests {
  @Test(
    "A page heals ghosts without a request of their own; new orders come in only in mode full",
    arguments: ["heal_only", "full"])
  func pageHeals(mode: String) throws {
    let scene = try Scene(sync: mode)
    try scene.setWatermark(Scene.noon)
    for number in Int64(1)...5 {
      try scene.ghost(number, id: String(number))
      scene.change(number, at: Scene.noon + number * 1000, status: "shipped", units: number)
    }
    scene.change(6, at: Scene.noon + 6000, units: 4)

    let first = try scene.shipkeeper("run", "--json")

    #expect(first.status == 0)
    #expect(scene.stub.requests.count == 1)
    #expect(
      try scene.metrics(of: first, hold: #"{"backfilled": 5, "orders_seen": 6, "errors": 0}"#))
    #expect(try (1...5).map { try scene.order($0) } == (1...5).map { "shipped|\($0)|1|\($0)" })
    #expect(try scene.order(6) == (mode == "full" ? "awaiting_shipment|4|1|4" : ""))
    #expect(try scene.watermark == Scene.noon + 6000)

    let memory = try scene.memory
    let idle = try scene.shipkeeper("run", "--json")
    #expect(scene.stub.requests.count == 2, "a cycle in which nothing changed asks once")
    #expect(
      try scene.metrics(
        of: idle, hold: #"{"orders_seen": 6, "orders_updated": 0, "orders_imported": 0}"#))
    #expect(try scene.memory == memory)
  }

  @Test("What changes between two runs comes with the second: status, lines, a new order")
  func nextRun() throws {
    let scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    for number in Int64(1)...4 { scene.change(number, at: Scene.noon + number * 1000) }
    #expect(try scene.shipkeeper("run").status == 0)

    scene.change(2, at: Scene.noon + 600_000, status: "shipped")
    scene.change(3, at: Scene.noon + 601_000, units: 7)
    scene.change(5, at: Scene.noon + 602_000, status: "on_hold", units: 2)
    scene.stub.resetLog()
    let run = try scene.shipkeeper("run", "--json")

    #expect(scene.stub.requests.count == 1)
    #expect(
      try scene.metrics(of: run, hold: #"{"orders_updated": 2, "orders_imported": 1}"#))
    #expect(
      try (1...5).map { try scene.order($0) } == [
        "awaiting_shipment|1|1|1", "shipped|1|1|1", "awaiting_shipment|7|1|7",
        "awaiting_shipment|1|1|1", "on_hold|2|1|2",
      ])
    #expect(try scene.watermark == Scene.noon + 602_000)
  }

  @Test("A thousand orders are three pages; ghosts on each of them are healed")
  func threePages() throws {
    let scene = try Scene(sync: "heal_only")
    try scene.setWatermark(Scene.noon)
    scene.stub.setOrders(
      (1...1001).map { Scene.remoteOrder($0, changed: Scene.noon + $0 * 1000) })
    for number in [Int64(1), 500, 501, 999, 1001] { try scene.ghost(number, id: String(number)) }

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 5, "requests": 3, "errors": 0}"#))
    #expect(try scene.shop.psql("select count(*) from shipkeeper.seen_order") == "1001")
    #expect(try scene.watermark == Scene.noon + 1_001_000)
    #expect(scene.lists.map { $0["page"] } == ["1", "1", "1"], "led by the key, not by the page")
    _ = try scene.shipkeeper("run")
    #expect(scene.stub.requests.count == 4)
  }

  @Test("The first run of all looks 14 days back, and remembers how far it came")
  func firstWindow() throws {
    let scene = try Scene(sync: "full")
    let now = scene.stub.clockMilliseconds
    let day: Int64 = 86_400_000
    scene.change(1, at: now - 15 * day)
    scene.change(2, at: now - 13 * day)
    scene.change(3, at: now - day)

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == [2, 3])
    #expect(try scene.watermark == (now - day) / 1000 * 1000)

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 2)
    #expect(try scene.numbers == [2, 3])
  }

  @Test("Where nothing changed the watermark follows ShipStation's clock, five minutes behind")
  func nothingChanged() throws {
    let scene = try Scene(sync: "full")
    for minute in Int64(0)..<3 {
      let now = Scene.noon + minute * 60_000
      if minute == 0 { try scene.setWatermark(now - 3_600_000) }
      scene.stub.setClock(unixMilliseconds: now, isRunning: false)
      #expect(try scene.shipkeeper("run").status == 0)
      #expect(try scene.watermark == now - 300_000)
      #expect(scene.stub.requests.count == Int(minute) + 1)
    }
  }
}
