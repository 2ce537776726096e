import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// A run killed at every boundary of a request: the next runs leave what an undisturbed one leaves.
@Suite("Sync: killed at any moment")
struct SyncKillTests {
  /// Where a request stands when the runner is killed.
  enum Moment: CaseIterable {
    /// It has arrived at ShipStation, and nothing was answered.
    case sent
    /// Its answer is in the database, and nothing has come of it yet.
    case accepted
  }

  /// A run of eight requests: three pages, an order that was refused, a spot where one lay that nobody
  /// could read, a number that may be linked, a list for three ghosts, and one for a single ghost.
  private static func ready() throws -> Scene {
    let scene = try Scene(sync: "full")
    let day: Int64 = 86_400_000
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 3_600_000)
    scene.stub.configure { $0.largestPage = 4 }
    for number in Int64(1)...10 { scene.change(number, at: Scene.noon + number * 10_000) }
    try scene.ghosts([2], changed: Scene.noon + 20_000)
    // A header that is outdated, one to be linked, and two orders that cannot be used.
    try scene.shop.psql(
      """
      update shipkeeper.settings set list_saves_at_least = 1;
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
      values
        ('3', '2025-06-10', 'awaiting_payment', '3', now()), ('8', '2025-06-10', 'uploaded', null, 'yesterday');
      insert into order_items_inbox (order_inbox_id, sku, quantity)
      select id, '17612', 1 from orders_inbox where order_number in ('3', '8');
      insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
      values ('31', '31', 'locked', now(), now());
      insert into shipkeeper.refused_order (reason, refused_at, next_attempt_at, walk_from, walk_on_from)
      values ('API answered 500', now(), now(), '2025-06-10 03:00:00', '2025-06-10 03:10:00');
      """)
    scene.stub.changeOrder(id: 5, touch: false) { $0["items"] = "none" }
    scene.stub.changeOrder(id: 7, touch: false) { $0["orderStatus"] = 7 }
    scene.change(31, at: Scene.noon - 3 * day)
    scene.change(32, at: Scene.noon - 7_000_000)
    try scene.ghosts([41, 42, 43], changed: Scene.noon - 30 * day)
    try scene.ghosts([44], changed: Scene.noon - 90 * day)
    return scene
  }

  private static let undisturbed = Result {
    let scene = try ready()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 8)
    let memory = try scene.memory
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.memory == memory, "a second run changes nothing")
    return memory
  }

  @Test(
    "Killed with the nth request sent or its answer accepted: nothing is lost, nothing doubled",
    arguments: 1...8, Moment.allCases)
  func killed(request number: Int, moment: Moment) throws {
    let undisturbed = try Self.undisturbed.get()
    let scene = try Self.ready()
    try kill(scene, request: number, moment)

    var runs = 0
    repeat {
      try scene.letTimePass()
      #expect(try scene.shipkeeper("run").status == 0)
      runs += 1
    } while try scene.memory != undisturbed && runs < 3
    #expect(try scene.memory == undisturbed)
    #expect(runs < 3)
  }

  private func kill(_ scene: Scene, request number: Int, _ moment: Moment) throws {
    let runner: RunningCommand
    switch moment {
    case .sent: runner = try scene.startRun(meeting: SIGKILL, atRequest: number)
    case .accepted:
      // Every step looks for messages first.
      let gate = try scene.gate("shipkeeper.message", whenRequest: number)
      runner = try scene.start("run")
      try scene.waitUntil(
        "exists (select from shipkeeper.request where request_id = \(number) and state = 'answered')"
      )
      runner.kill(SIGKILL)
      // The server would still carry out the call of the dead.
      try scene.loseConnection()
      try gate.open()
      scene.stub.onRequest(nil)
    }
    #expect(try runner.wait().status == 128 + SIGKILL)
  }
}
