import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The runner as a process: killed, stopped, cut off, started twice.
@Suite("Runner: as a process")
struct ProcessTests {
  let scene: Scene

  init() throws {
    scene = try Scene()
    try scene.fiveGhosts()
  }

  @Test("Killed right after a 429 was accepted: nothing is sent before its time is over")
  func killedAfterRateLimit() throws {
    scene.stub.script(.rateLimited(resetSeconds: nil), onRequest: 3)
    // The end of the cycle needs this table: while it is locked the runner stands behind the 429.
    let gate = try scene.gate("shipkeeper.ghost_queue", whenRequest: 3)
    let runner = try scene.start("run")
    try scene.waitUntil(
      "exists (select from shipkeeper.request where verdict = 'rate_limited')")
    runner.kill(SIGKILL)
    #expect(try runner.wait().status == 128 + SIGKILL)
    // The server would still carry out the call of the dead: its host is gone as well.
    try scene.loseConnection()
    try gate.open()

    #expect(try scene.shipkeeper("run").status == 75, "the lease of the killed one still runs")
    try scene.shop.psql("update shipkeeper.lease set expires_at = now()")
    #expect(try scene.shipkeeper("run").status == 75, "the 429 was kept")
    #expect(scene.stub.requests.count == 3)

    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.shipped == "5")
    #expect(
      try scene.shop.psql("select outcome from shipkeeper_report.cycles order by cycle_id")
        == "abandoned\ndone")
    #expect(
      try scene.shop.psql(
        "select backfilled = 2 and rate_limited from shipkeeper_report.cycles limit 1"
      )
        == "t")
  }

  @Test("Killed with a request under way: the order is asked for again, none is lost or doubled")
  func killedInFlight() throws {
    scene.stub.script(.timeout, onRequest: 2)
    let runner = try scene.start("run")
    try scene.waitUntil("exists (select from shipkeeper.request where request_id = 2)")
    runner.kill(SIGKILL)
    _ = try runner.wait()

    try scene.letTimePass()
    let next = try scene.shipkeeper("run")
    #expect(next.status == 0)
    #expect(next.stderr.contains("vanished"), "the next run says so")
    #expect(
      try scene.shop.psql("select stop_reason from shipkeeper_report.cycles order by 1 limit 1")
        == "runner_lost")
    #expect(
      try scene.shop.psql("select count(*) from shipkeeper.order_outcome where outcome = 'error'")
        == "0", "that is no error of an order")
    try scene.letTimePass()
    _ = try scene.shipkeeper("run")
    #expect(try scene.shipped == "5")
    #expect(try scene.shop.psql("select count(*) from order_items_inbox") == "5")
  }

  @Test("A connection lost between answer and acceptance: the same answer is handed over again")
  func connectionLost() throws {
    let scene = scene
    scene.stub.onAnswer { [weak scene] request in
      if request.number == 2 { try? scene?.loseConnection() }
    }

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 0)
    #expect(try scene.shipped == "5")
    #expect(scene.stub.requests.count == 5, "no request was sent twice")
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 5, "errors": 0}"#))
  }

  @Test(
    "SIGTERM finishes the order in hand, closes the cycle and sends nothing more",
    arguments: [SIGTERM, SIGINT])
  func stopped(signal: Int32) throws {
    scene.stub.configure { $0.latencyMilliseconds = 500 }
    let runner = try scene.start("run", "--json")
    try scene.waitUntil("exists (select from shipkeeper.request where request_id = 2)")
    runner.kill(signal)
    let run = try runner.wait()

    #expect(run.status == 0)
    #expect(scene.stub.requests.count == 2)
    #expect(try scene.shipped == "2")
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 2, "errors": 0}"#))
    #expect(run.stderr.contains("The runner was asked to stop"))
    #expect(
      try scene.shop.psql("select outcome, stop_reason from shipkeeper_report.cycles")
        == "incomplete|stopped")
  }

  @Test("Two runners at one moment: one works, the other says busy")
  func twice() throws {
    scene.stub.configure { $0.latencyMilliseconds = 200 }
    let first = try scene.start("run")
    let second = try scene.start("run")
    let statuses = try [first.wait().status, second.wait().status].sorted()

    #expect(statuses == [0, 75])
    #expect(scene.stub.requests.count == 5)
    #expect(try scene.shipped == "5")
  }

  @Test("A shop that deletes an order while it is asked for disturbs nothing")
  func deletedMeanwhile() throws {
    let shop = scene.shop
    scene.stub.onRequest { request in
      guard request.number == 2 else { return }
      _ = try? shop.psql("delete from orders_inbox where order_number in ('2', '4')")
    }

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 0)
    #expect(try scene.shipped == "3")
    #expect(scene.stub.requests.count == 4)
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 3, "skipped": 2, "errors": 0}"#))
  }

  @Test("A table that refuses an order's own lock delays nobody: it is done in the next cycle")
  func lockedHeader() throws {
    let gate = try scene.gate(
      "select 1 from orders_inbox where order_number = '2' for key share", whenRequest: 2)
    let run = try scene.shipkeeper("run", "--json")
    try gate.open()

    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 4, "skipped": 1, "errors": 0}"#))
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.shipped == "5")
  }
}
