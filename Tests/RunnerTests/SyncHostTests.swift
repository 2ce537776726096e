import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Two hosts with the same timer, in a walk of three pages.
@Suite("Sync: two hosts")
struct SyncHostTests {
  let scene: Scene

  init() throws {
    scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 3_600_000)
    scene.stub.configure { $0.largestPage = 4 }
    for number in Int64(1)...10 { scene.change(number, at: Scene.noon + number * 10_000) }
  }

  private func expectAllOnce() throws {
    #expect(try scene.numbers == Array(1...10))
    #expect(try scene.shop.psql("select count(*) from order_items_inbox") == "10")
    #expect(try scene.watermark == Scene.noon + 100_000)
  }

  @Test("Of two that start at one moment one works and one is busy")
  func together() throws {
    scene.stub.configure { $0.latencyMilliseconds = 200 }
    let first = try scene.start("run")
    let second = try scene.start("run")
    #expect(try [first.wait().status, second.wait().status].sorted() == [0, 75])
    #expect(scene.stub.requests.count == 3)
    try expectAllOnce()
  }

  @Test("One that is killed keeps the other out until its lease runs out, and no longer")
  func leaseRunsOut() throws {
    let killed = try scene.startRun(meeting: SIGKILL, atRequest: 2)
    #expect(try killed.wait().status == 128 + SIGKILL)
    #expect(try scene.numbers == [1, 2, 3, 4])
    #expect(
      try scene.shop.psql("select expires_at > now() + interval '1 minute' from shipkeeper.lease")
        == "t", "for the time that the request may take and a margin")

    try scene.shop.psql("update shipkeeper.lease set expires_at = now() + interval '1 second'")
    #expect(try scene.shipkeeper("run").status == 75)
    try scene.waitUntil("(select expires_at < clock_timestamp() from shipkeeper.lease)")
    #expect(try scene.shipkeeper("run").status == 0)
    try expectAllOnce()
    #expect(
      try scene.shop.psql("select outcome from shipkeeper_report.cycles order by cycle_id")
        == "abandoned\ndone")
  }

  @Test("One that was suspended and wakes without its lease changes nothing")
  func wakesTooLate() throws {
    let suspended = try scene.startRun(meeting: SIGSTOP, atRequest: 2)
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    try expectAllOnce()

    // What the answer that waits for it would bring is older than what is here.
    scene.change(6, at: Scene.noon + 200_000, units: 9)
    #expect(try scene.shipkeeper("run").status == 0)
    let memory = try scene.memory
    let requests = scene.stub.requests.count
    suspended.kill(SIGCONT)
    #expect(try suspended.wait().status == 75)
    #expect(
      suspended.stderr.contains("This cycle was closed meanwhile - the answer decides nothing"))
    #expect(try scene.memory == memory)
    #expect(scene.stub.requests.count == requests)
  }

  @Test("One that wakes while the other is at work does not disturb it")
  func wakesMeanwhile() throws {
    let suspended = try scene.startRun(meeting: SIGSTOP, atRequest: 2)
    try scene.letTimePass()
    scene.stub.onRequest { request in
      guard request.number == 4 else { return }
      suspended.kill(SIGCONT)
      _ = try? suspended.wait()
    }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try suspended.wait().status == 75)
    #expect(scene.stub.requests.count == 5)
    try expectAllOnce()
  }
}
