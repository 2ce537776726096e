import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Ghosts that a list brings with fewer requests than there are ghosts.
@Suite("Ghosts: by lists")
struct SyncGhostListTests {
  private static let day: Int64 = 86_400_000

  private func scene(sync mode: String = "off") throws -> Scene {
    let scene = try Scene(sync: mode)
    try scene.shop.psql(
      "update shipkeeper.settings set list_saves_at_least = 1, list_timeout_seconds = 1")
    return scene
  }

  private func healed(_ scene: Scene) throws -> String {
    try scene.shop.psql(
      """
      select count(*) from orders_inbox o join order_items_inbox i on i.order_inbox_id = o.id
      where o.status = 'shipped' and o.total_items = 1
      """)
  }

  @Test("Forty ghosts of two days are healed with one request")
  func twoDays() throws {
    let scene = try scene()
    try scene.ghosts(Array(1...20), changed: Scene.noon)
    try scene.ghosts(Array(21...40), changed: Scene.noon - Self.day)
    // Others of those days.
    for number in Int64(41)...60 { scene.change(number, at: Scene.noon) }

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 0)
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 40, "requests": 1, "errors": 0}"#))
    #expect(scene.stub.requests.count == 1)
    #expect(try healed(scene) == "40")
    #expect(try scene.numbers == Array(1...40))
  }

  @Test("Ghosts that a page of the sync healed are in no list")
  func besidePages() throws {
    let scene = try scene(sync: "heal_only")
    try scene.setWatermark(Scene.noon - 3_600_000)
    try scene.ghosts(Array(1...20), changed: Scene.noon)
    try scene.ghosts(Array(21...40), changed: Scene.noon - Self.day)

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try healed(scene) == "40")
    #expect(scene.stub.requests.count == 2)
    #expect(scene.lists.last?["orderDateEnd"] == "2025-06-09T23:59:59")
  }

  @Test("Ghosts that their list does not bring are asked for one by one, in the same run")
  func otherDate() throws {
    let scene = try scene()
    try scene.ghosts(Array(1...6), changed: Scene.noon)
    for number in Int64(1)...2 {
      scene.change(number, at: Scene.noon - 5 * Self.day, status: "shipped")
    }

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try healed(scene) == "6")
    #expect(scene.stub.requests.map(\.path) == ["/orders", "/orders/1", "/orders/2"])
  }

  @Test(
    "Ghosts whose list fails are asked for one by one, each once",
    arguments: [
      .status(500), .status(404), .reset, .timeout, .truncated(afterBytes: 100), .html, .emptyPage,
      .body("null"),
    ] as [StubFault])
  func failing(fault: StubFault) throws {
    let scene = try scene()
    try scene.ghosts(Array(1...3), changed: Scene.noon)
    scene.stub.script(fault, onPath: "/orders", times: 1)

    // Never more requests in a run than ghosts were due.
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 3)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(
      scene.stub.requests.map(\.path).filter { $0 != "/orders" }
        == ["/orders/1", "/orders/2", "/orders/3"])
    #expect(scene.lists.count <= 2, "by their day, and by their status here")
    #expect(try healed(scene) == "3")
  }

  @Test("An order that spoils the list costs itself only")
  func poisoned() throws {
    let scene = try scene()
    try scene.ghosts(Array(1...4), changed: Scene.noon)
    let order = Scene.remoteOrder(3, changed: Scene.noon)
    scene.stub.setOrder(StubOrder(id: 3, bytes: order.bytes + [0xff], listedAs: order.json))

    for _ in 1...2 { #expect(try scene.shipkeeper("run").status == 0) }
    #expect(try healed(scene) == "3")
    #expect(try scene.outcome(3) == "error|answer holds bytes that are no text")
  }

  @Test("After a 429 for a list the next run asks for the list again")
  func rateLimited() throws {
    let scene = try scene()
    try scene.ghosts(Array(1...4), changed: Scene.noon)
    scene.stub.script(.rateLimited(resetSeconds: nil), onRequest: 1)

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 1)
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.map(\.path) == ["/orders", "/orders"])
    #expect(try healed(scene) == "4")
  }
}
