import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Runs that end, and changes whose answer is lost, at every step: one change takes effect, with one trace.
@Suite("Lots: killed at any moment")
struct LotKillTests {
  /// Where a request stands when the runner is killed.
  enum Moment: CaseIterable {
    /// It has arrived at ShipStation, which carries it out; nothing was answered.
    case sent
    /// The runner has its answer, and could not hand it over.
    case answered
    /// Its answer is in the database, and nothing has come of it yet.
    case accepted
  }

  @Test(
    "Killed with the nth request sent, answered or accepted: ShipStation's order ends right, changed once",
    arguments: 1...5, Moment.allCases)
  func killed(request number: Int, moment: Moment) throws {
    let (scene, effects) = try Self.ready()
    try kill(scene, request: number, moment)
    try Self.finish(scene, effects)
  }

  @Test("Killed when the POST is recorded and not sent: it is sent once, after a look")
  func killedBeforeSending() throws {
    let (scene, effects) = try Self.ready()
    let gate = try scene.gate("select from shipkeeper.lot_state for update", whenRequest: 3)
    let runner = try scene.start("run", changes: Scene.mayWrite)
    try scene.waitForLock()
    // The server still carries out the call of the dead.
    runner.kill(SIGKILL)
    _ = try runner.wait()
    try gate.open()
    try scene.waitUntil("exists (select from shipkeeper.lot_review where state = 'posted')")
    scene.stub.onRequest(nil)
    #expect(scene.posts.isEmpty)

    try scene.letTimePass()
    scene.stub.resetLog()
    try scene.runLots()
    #expect(scene.asked == ["GET /orders/100701"])
    #expect(try scene.review(100_701) == "posted||")
    try Self.finish(scene, effects)
  }

  @Test(
    "Killed when the POST has arrived, which ShipStation does not carry out: it is sent again after a look"
  )
  func killedUnapplied() throws {
    let (scene, effects) = try Self.ready()
    scene.stub.script(.reset, onPath: "/orders/createorder", times: 1)
    let runner = try scene.startRun(meeting: SIGKILL, atRequest: 4, changes: Scene.mayWrite)
    #expect(try runner.wait().status == 128 + SIGKILL)
    try Self.finish(scene, effects)
    #expect(scene.posts.count == 2)
  }

  @Test(
    "A POST that took effect is never sent again, whatever came of its answer",
    arguments: [
      StubFault.timeoutAfterApplying, .disconnectAfterApplying, .statusAfterApplying(500),
      .statusAfterApplying(400), .statusAfterApplying(429), .statusAfterApplying(404),
      .truncated(afterBytes: 40), .resetAfter(bytes: 40), .wrongOrderId,
    ])
  func answerLost(fault: StubFault) throws {
    let (scene, effects) = try Self.ready()
    scene.stub.script(fault, onPath: "/orders/createorder", times: 1)
    try Self.finish(scene, effects)
    #expect(scene.posts.count == 1)
  }

  @Test(
    "A POST that took no effect and brought no answer is sent again, three times at most",
    arguments: [StubFault.timeout, .reset, .html, .status(500), .rateLimited(resetSeconds: 1)])
  func notApplied(fault: StubFault) throws {
    let (scene, effects) = try Self.ready()
    scene.stub.script(fault, onPath: "/orders/createorder", times: 1)
    try Self.finish(scene, effects)
    #expect(scene.posts.count == 2)

    let (hopeless, none) = try Self.ready()
    hopeless.stub.script(fault, onPath: "/orders/createorder")
    for _ in 1...12 {
      try hopeless.runLots()
      try hopeless.letTimePass()
    }
    #expect(hopeless.posts.count == 3)
    #expect(none.count == 0)
    #expect(try hopeless.review(100_701) == "closed|held|not_applied")
    #expect(hopeless.remoteSKUs(100_701) == [Scene.oldSKU, "17904 - 250111"])
    #expect(try hopeless.trace(100_701) == [])
  }

  /// An order of two lines to change.
  private static func ready() throws -> (Scene, Effects) {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    try scene.shop.psql("update shipkeeper.settings set order_timeout_seconds = 1")
    try scene.released(
      100_701, [StubItem(sku: Scene.oldSKU, quantity: 2), StubItem(sku: "17904 - 250111")])
    return (scene, effects)
  }

  /// Lets run follow run until the review is over, and looks at what is left.
  private static func finish(_ scene: Scene, _ effects: Effects) throws {
    var runs = 0
    repeat {
      try scene.letTimePass()
      try scene.runLots()
      runs += 1
    } while try scene.review(100_701) != "closed|verified|" && runs < 5

    #expect(try scene.review(100_701) == "closed|verified|")
    #expect(scene.remoteSKUs(100_701) == [Scene.newSKU, "17904 - 250410"])
    #expect(try scene.localSKUs(100_701) == [Scene.newSKU, "17904 - 250410"])
    #expect(effects.count == 1)
    #expect(
      try scene.trace(100_701) == [
        "17612|250237|250300|automatic|verified|f", "17904|250111|250410|automatic|verified|f",
      ])
    #expect(
      try scene.shop.psql(
        "select count(*) from shipkeeper.request where answer is not null or body is not null")
        == "0", "no body outlives its work")
  }

  private func kill(_ scene: Scene, request number: Int, _ moment: Moment) throws {
    let runner: RunningCommand
    switch moment {
    case .sent:
      runner = try scene.startRun(meeting: SIGKILL, atRequest: number, changes: Scene.mayWrite)
    case .answered, .accepted:
      let gate = try scene.gate(
        moment == .answered
          ? "select from shipkeeper.request where request_id = \(number) for update"
          : "shipkeeper.message", whenRequest: number)
      runner = try scene.start("run", changes: Scene.mayWrite)
      try scene.waitForLock()
      #expect(
        try scene.shop.psql("select state from shipkeeper.request where request_id = \(number)")
          == (moment == .answered ? "in_flight" : "answered"))
      runner.kill(SIGKILL)
      // The server would still carry out the call of the dead.
      try scene.loseConnection()
      try gate.open()
      scene.stub.onRequest(nil)
    }
    #expect(try runner.wait().status == 128 + SIGKILL)
  }
}

extension Scene {
  /// Waits until the runner's call waits for a lock.
  func waitForLock() throws {
    try waitUntil(
      """
      exists (
        select from pg_stat_activity
        where application_name = 'shipkeeper' and datname = current_database() and wait_event_type = 'Lock'
      )
      """)
  }
}
